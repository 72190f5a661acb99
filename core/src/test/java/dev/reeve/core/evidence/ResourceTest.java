package dev.reeve.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.evidence.Resource.Domain;
import dev.reeve.core.evidence.Resource.Url;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResourceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "address:203.0.113.10", "address:203.0.113.10:25", "address:[2001:db8::1]:443", "address:2001:db8::1",
                "prefix:203.0.113.0/24", "domain:example.com", "url:https://example.com/a?b#c",
                        "mailbox:ann@example.com",
                "login:node-1/ann", "file:node-1/home/ann/x.php",
            })
    void a_key_reads_back_to_the_same_resource(String key) {
        assertThat(Resource.parseKey(key).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "https://Example.COM/a/b?x=/y, example.com, /a/b",
        "http://user:pass@example.com:8080, example.com, /",
        "http://[2001:db8::1]:80/x, 2001:db8::1, /x",
        "https://example.com?q, example.com, /",
        "https://good.example\\@evil.example/, good.example, \\@evil.example/",
    })
    void a_url_is_cut_by_the_rules_of_the_rfc(String url, String host, String path) {
        assertThat(new Url(url).host()).isEqualTo(host);
        assertThat(new Url(url).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "address:203.0.113.10:70000",
                "address:203.0.113.10:",
                "mailbox:@example.com",
                "mailbox:ann",
                "url:example.com",
                "domain:a b",
                "domain:a/b",
                "login:ann",
                "file:node-1",
                "planet:mars",
                "nothing",
                "url:https://a\u0007b/",
            })
    void what_is_no_resource_is_refused(String key) {
        assertThatThrownBy(() -> Resource.parseKey(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_domain_holds_the_names_beneath_it_and_no_lookalikes() {
        Domain domain = new Domain("Example.COM.");
        assertThat(new Domain("www.example.com").within(domain)).isTrue();
        assertThat(domain.within(domain)).isTrue();
        assertThat(new Domain("notexample.com").within(domain)).isFalse();
        assertThat(new Domain("example.com.evil.test").within(domain)).isFalse();
    }
}
