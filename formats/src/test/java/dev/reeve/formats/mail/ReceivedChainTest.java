package dev.reeve.formats.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.formats.Provider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReceivedChainTest {
    private static ReceivedChain chain(String... fields) {
        String header = "";
        for (String field : fields) {
            header += "Received: " + field + "\n";
        }
        return ReceivedChain.of(RawMessage.of((header + "Subject: x\n\nx").getBytes(StandardCharsets.ISO_8859_1))
                .mail());
    }

    private static String handOver(ReceivedChain chain, String... own) {
        Provider provider =
                new Provider(List.of(own).stream().map(IpPrefix::parse).toList());
        return chain.handOver(provider)
                .flatMap(h -> h.from().map(Object::toString))
                .orElse("nobody");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    from bulk.example (bulk.example [192.0.2.1]) by mx.reporter.example with ESMTP | 192.0.2.1
                    from [203.0.113.9] (bulk.example [192.0.2.1]) by mx.reporter.example | 192.0.2.1
                    from unknown (HELO 203.0.113.9) (192.0.2.1) by mx.reporter.example with SMTP | 192.0.2.1
                    from [192.0.2.1] (helo=[203.0.113.9]) by mx.reporter.example with esmtp (Exim 4.97) | 192.0.2.1
                    from bulk.example ([192.0.2.1]:50123 helo=x) by mx.reporter.example with esmtp | 192.0.2.1
                    from bulk.example (bulk.example. [192.0.2.1]) by mx.reporter.example with ESMTPS | 192.0.2.1
                    from 127.0.0.1 (EHLO bulk.example) (192.0.2.1) by mta.reporter.example with SMTP | 192.0.2.1
                    from bulk.example (192.0.2.1) by mx.reporter.example (203.0.113.5) with Microsoft SMTP Server | 192.0.2.1
                    from bulk.example (unknown [IPv6:2001:db8::1]) by mx.reporter.example | 2001:db8::1
                    from 192.0.2.1 by mx.reporter.example | 192.0.2.1
                    from bulk.example (EHLO bulk.example) ([192.0.2.1]) by mx.reporter.example | 192.0.2.1
                    """)
    void theAddressIsTheOneThatTheServerSaw(String field, String address) {
        assertThat(handOver(chain(field + "; Wed, 14 Jan 2026 05:12:40 +0000"))).isEqualTo(address);
    }

    @Test
    void serversOfTheReporterArePassedOverAndForgedHopsAreNeverReached() {
        ReceivedChain chain = chain(
                "from in.reporter.example (in.reporter.example [203.0.113.20]) by store.reporter.example; Wed, 14 Jan 2026 06:00:02 +0000",
                "from localhost (localhost [127.0.0.1]) by in.reporter.example; Wed, 14 Jan 2026 06:00:01 +0000",
                "from bulk.example (bulk.example [192.0.2.1]) by in.reporter.example; Wed, 14 Jan 2026 06:00:00 +0000",
                "from bank.example (bank.example [203.0.113.77]) by bulk.example; Wed, 14 Jan 2026 05:00:00 +0000");
        assertThat(handOver(chain)).isEqualTo("192.0.2.1");
        assertThat(chain.handOver(Provider.UNKNOWN).orElseThrow().at())
                .contains(java.time.Instant.parse("2026-01-14T06:00:00Z"));
    }

    @Test
    void theProvidersOwnAddressIsTakenWhereItIsKnown() {
        ReceivedChain chain = chain(
                "from forwarder.example (forwarder.example [198.51.100.3]) by mx.reporter.example",
                "from vps.client.example (vps.client.example [192.0.2.7]) by forwarder.example");
        assertThat(handOver(chain)).isEqualTo("198.51.100.3");
        assertThat(handOver(chain, "192.0.2.0/24")).isEqualTo("192.0.2.7");
    }

    @Test
    void aPortThatTheServerSawIsKept() {
        assertThat(chain("from x ([192.0.2.1]:50123 helo=x) by mx.reporter.example")
                        .hops()
                        .getFirst()
                        .port())
                .isEqualTo(50123);
    }

    @Test
    void withoutAnAddressNobodyIsNamed() {
        assertThat(handOver(chain("by mx.reporter.example (Postfix, from userid 1002) id 1")))
                .isEqualTo("nobody");
        assertThat(handOver(chain("from a (a [10.0.0.1]) by b"))).isEqualTo("nobody");
    }
}
