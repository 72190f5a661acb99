package dev.reeve.server.desk;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.formats.Provider;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The provider's own address space, as far as the inventory shows it: it tells formats which of the addresses in a
/// mail can be the culprit. Coarse on purpose: blocks of /24 and /48 that hold anything, so that an address that was
/// given back last week still counts as ours.
final class OwnSpace {
    /// Blocks beyond this number are left out, so that a huge inventory costs no memory and no time for each address.
    private static final int BLOCKS_MAX = 20_000;

    /// Looked at again after this, besides whenever an import is recorded.
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final InstantSource time;
    private volatile @Nullable Provider provider;
    private volatile Instant until = Instant.MIN;

    OwnSpace(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    Provider provider() {
        Provider known = provider;
        Instant now = time.instant();
        if (known == null || now.isAfter(until)) {
            known = load(now);
            provider = known;
            until = now.plus(FRESH);
        }
        return known;
    }

    void holdingsChanged() {
        provider = null;
    }

    private Provider load(Instant now) {
        return new Provider(jdbc.sql("""
                select distinct text(network(set_masklen(block, least(masklen(block), case family(block) when 4 then 24 else 48 end))))
                from holding where block is not null and known_to is null
                    and (valid_to is null or valid_to > :recent)
                limit %d
                """.formatted(BLOCKS_MAX))
                .param("recent", Timestamp.from(now.minus(Duration.ofDays(400))))
                .query((row, n) -> IpPrefix.parse(row.getString(1)))
                .list());
    }
}
