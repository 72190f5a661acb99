package dev.reeve.actuators.nftables;

import dev.reeve.actuators.settings.Settings;
import dev.reeve.actuators.template.UnusableOrderException;
import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/// Which addresses this lever may touch: inside our own prefixes, and none of those that are never to be touched, such
/// as
/// gateways, resolvers and the machine that one would mend a mistake from.
record OwnAddresses(List<IpPrefix> own, List<IpPrefix> untouchable) {
    static OwnAddresses of(Settings settings) {
        settings.requiredTexts("own-prefixes", "write the prefixes that are yours, such as [203.0.113.0/24]");
        return new OwnAddresses(prefixes(settings, "own-prefixes"), prefixes(settings, "never"));
    }

    private static List<IpPrefix> prefixes(Settings settings, String name) {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (String text : settings.texts(name)) {
            try {
                prefixes.add(IpPrefix.parse(text));
            } catch (IllegalArgumentException e) {
                throw settings.wrong(name, "has a wrong prefix (" + e.getMessage() + ")", "write it as 203.0.113.0/24");
            }
        }
        return List.copyOf(prefixes);
    }

    void check(IpAddress address) {
        if (own.stream().noneMatch(prefix -> prefix.contains(address))) {
            throw new UnusableOrderException(address + " is in none of this lever's own-prefixes");
        }
        if (untouchable.stream().anyMatch(prefix -> prefix.contains(address))) {
            throw new UnusableOrderException(address + " is never to be touched, say this lever's settings");
        }
    }
}
