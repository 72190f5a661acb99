package dev.reeve.actuators.nftables;

import dev.reeve.actuators.template.UnusableOrderException;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an order asks of the firewall, read from its parameters.
sealed interface FirewallEffect {
    /// Nothing to or from the address.
    record Block(List<Direction> directions) implements FirewallEffect {}

    /// Nothing to one port: by the address (out), or of the address (in).
    record BlockPort(List<Direction> directions, String protocol, int port) implements FirewallEffect {}

    /// At most so much a second.
    record RateLimit(List<Direction> directions, int kbytesPerSecond) implements FirewallEffect {}

    enum Direction {
        /// Sent by the client's address.
        OUT,
        /// Sent to it.
        IN
    }

    Set<String> PARAMETERS = Set.of("effect", "direction", "port", "protocol", "rate");

    Pattern RATE = Pattern.compile("([0-9]{1,7})(kbytes|kbit|mbit)?");

    List<Direction> directions();

    /// @throws UnusableOrderException naming the parameter and what to write
    static FirewallEffect of(ActionOrder order) {
        Map<String, String> parameters = order.parameters();
        for (String name : parameters.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw new UnusableOrderException("parameter " + name + " means nothing to this lever; write "
                        + String.join(", ", new TreeSet<>(PARAMETERS)));
            }
        }
        String effect = parameters.getOrDefault("effect", "block");
        return switch (effect) {
            case "block" -> new Block(directions(parameters, "both"));
            case "block-port" ->
                new BlockPort(
                        directions(parameters, "out"),
                        one(parameters, "protocol", "tcp", Set.of("tcp", "udp")),
                        port(parameters));
            case "rate-limit" -> new RateLimit(directions(parameters, "out"), rate(parameters));
            default ->
                throw new UnusableOrderException(
                        "parameter effect is \"" + effect + "\"; write block, block-port or rate-limit");
        };
    }

    /// The one address that an order is about.
    static IpAddress address(ActionOrder order) {
        return switch (order.target().resource()) {
            case Resource.Address address -> address.ip();
            case Resource.Prefix prefix
            when prefix.prefix().single() -> prefix.prefix().first();
            case Resource.Prefix _,
                    Resource.Domain _,
                    Resource.Url _,
                    Resource.Mailbox _,
                    Resource.Login _,
                    Resource.HostedFile _ ->
                throw new UnusableOrderException("a firewall acts on one address, and this is a "
                        + order.target().resource().type());
        };
    }

    private static List<Direction> directions(Map<String, String> parameters, String otherwise) {
        return switch (one(parameters, "direction", otherwise, Set.of("out", "in", "both"))) {
            case "out" -> List.of(Direction.OUT);
            case "in" -> List.of(Direction.IN);
            default -> List.of(Direction.OUT, Direction.IN);
        };
    }

    private static String one(Map<String, String> parameters, String name, String otherwise, Set<String> words) {
        String word = parameters.getOrDefault(name, otherwise);
        if (!words.contains(word)) {
            throw new UnusableOrderException("parameter " + name + " is \"" + word + "\"; write one of "
                    + String.join(", ", new TreeSet<>(words)));
        }
        return word;
    }

    private static int port(Map<String, String> parameters) {
        String text = parameters.getOrDefault("port", "");
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new UnusableOrderException("parameter port is \"" + text + "\"; write a port from 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static int rate(Map<String, String> parameters) {
        String text = parameters.getOrDefault("rate", "");
        Matcher matcher = RATE.matcher(text);
        int kbytes = matcher.matches() ? kbytes(Integer.parseInt(matcher.group(1)), matcher.group(2)) : 0;
        if (kbytes < 1) {
            throw new UnusableOrderException("parameter rate is \"" + text
                    + "\"; write kilobytes a second such as 512, or a speed such as 10mbit, of at least 1 kilobyte");
        }
        return kbytes;
    }

    private static int kbytes(int number, @Nullable String unit) {
        return "kbit".equals(unit) ? number / 8 : "mbit".equals(unit) ? number * 125 : number;
    }
}
