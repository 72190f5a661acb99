package dev.reeve.network.conversation;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// IRC on any port, by what both sides say (RFC 1459, RFC 2812): a client registers or talks, and a server answers with
/// its numerics or relays what others said. Either alone proves nothing, for anybody can send the word NICK.
///
/// - **Needs** the first payload of both directions in clear: a capture, or a mirror port.
/// - **Fooled by** a program that plays both sides for no reason; TLS hides it, and then only ports and rhythm are
/// left.
/// - **Ignores** what only one side says.
/// - **Under sampling** it sees nothing but by luck: it needs packets that follow each other.
public final class IrcDetector implements ConversationDetector {
    private static final Kind CLIENT = Kind.parse("service/irc_client");
    private static final Kind SERVER = Kind.parse("service/irc_server");

    /// Lines of one side that are looked at.
    private static final int LINES_MAX = 60;

    private static final Set<String> REGISTERS = Set.of("NICK", "USER", "PASS", "CAP", "SERVICE", "SERVER");
    private static final Set<String> TALKS = Set.of(
            "JOIN",
            "PART",
            "PRIVMSG",
            "NOTICE",
            "MODE",
            "WHO",
            "WHOIS",
            "TOPIC",
            "LIST",
            "NAMES",
            "USERHOST",
            "PONG",
            "PING",
            "QUIT",
            "ISON");
    private static final Set<String> RELAYED =
            Set.of("JOIN", "PART", "PRIVMSG", "NOTICE", "MODE", "QUIT", "NICK", "TOPIC", "KICK");

    @Override
    public String name() {
        return "irc/1";
    }

    @Override
    public boolean look(Conversation conversation, Signs signs) {
        if (!conversation.answered()) {
            return false;
        }
        return proven(conversation, conversation.opener(), conversation.listener(), signs)
                || proven(conversation, conversation.listener(), conversation.opener(), signs);
    }

    private boolean proven(Conversation conversation, Side client, Side server, Signs signs) {
        Said said = Said.by(client.text());
        Told told = Told.by(server.text());
        boolean registered = said.nick && said.user && told.numerics > 0;
        boolean registering = (said.nick || said.user) && told.welcome;
        boolean talking = said.talks > 0 && (told.numerics > 1 || told.relays > 0 && told.ofAPerson);
        boolean proof = registered || registering || talking;
        if (proof) {
            Map<String, Double> numbers =
                    Map.of("clientLines", (double) said.lines, "serverLines", (double) told.lines, "numerics", (double)
                            told.numerics);
            sign(conversation, CLIENT, client, server.port(), numbers, signs);
            sign(conversation, SERVER, server, server.port(), numbers, signs);
        }
        return proof;
    }

    private void sign(
            Conversation conversation, Kind kind, Side side, int port, Map<String, Double> numbers, Signs signs) {
        signs.see(new Sign(
                name(),
                kind,
                side.endpoint(),
                port,
                conversation.fromMillis(),
                conversation.toMillis(),
                Strength.MEASURED,
                numbers,
                Map.of("protocol", "irc", "port", String.valueOf(port))));
    }

    private static String[] split(String text) {
        return text.split("\r\n|\n|\r", LINES_MAX + 1);
    }

    private static String[] words(String line) {
        return line.strip().split("\\s+", 4);
    }

    /// What a client says.
    private record Said(int lines, boolean nick, boolean user, int talks) {
        static Said by(String text) {
            boolean nick = false;
            boolean user = false;
            int talks = 0;
            int count = 0;
            for (String line : split(text)) {
                String[] words = words(line);
                String command = words[0].toUpperCase(Locale.ROOT);
                boolean more = words.length > 1;
                nick |= command.equals("NICK") && more;
                user |= command.equals("USER") && words.length > 3;
                talks += TALKS.contains(command) && more ? 1 : 0;
                count += REGISTERS.contains(command) || TALKS.contains(command) ? 1 : 0;
            }
            return new Said(count, nick, user, talks);
        }
    }

    /// What a server says.
    private record Told(int lines, int numerics, boolean welcome, int relays, boolean ofAPerson) {
        static Told by(String text) {
            int numerics = 0;
            int relays = 0;
            int count = 0;
            boolean welcome = false;
            boolean person = false;
            for (String line : split(text)) {
                String[] words = words(line);
                boolean prefixed = words[0].startsWith(":") && words.length > 2;
                if (!prefixed) {
                    count += words[0].equalsIgnoreCase("PING") || words[0].equalsIgnoreCase("NOTICE") ? 1 : 0;
                    continue;
                }
                boolean numeric = words[1].length() == 3 && words[1].chars().allMatch(c -> c >= '0' && c <= '9');
                numerics += numeric ? 1 : 0;
                welcome |= numeric && (words[1].startsWith("00") || words[1].equals("433") || words[1].equals("451"));
                boolean relayed = RELAYED.contains(words[1].toUpperCase(Locale.ROOT));
                relays += relayed ? 1 : 0;
                person |= relayed && words[0].indexOf('!') > 0 && words[0].indexOf('@') > 0;
                count++;
            }
            return new Told(count, numerics, welcome, relays, person);
        }
    }
}
