package dev.reeve.core.attribution;

import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ServiceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that a client bought.
///
/// @param kind the operator's word, such as `vps` or `shared-hosting`; with a step it chooses the lever
/// @param externalIds how back ends call it, such as `vmid: 103`
public record Service(
        ServiceId id,
        AccountId account,
        String kind,
        @Nullable String node,
        @Nullable String reseller,
        Map<String, String> externalIds) {
    public Service {
        externalIds = Map.copyOf(externalIds);
    }
}
