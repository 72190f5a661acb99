package dev.reeve.formats.text;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;

/// Something in a text that names a resource.
///
/// @param section counted in the order of the document
/// @param from first character in its section
/// @param to the one after the last
/// @param inLink whether only the target of a link names it, not the words that a reader sees
record Mention(What what, int section, int from, int to, boolean inLink) {
    /// What is named.
    sealed interface What {
        /// How the same thing is told again.
        String key();
    }

    /// @param port where one is glued to it; -1 otherwise
    /// @param hosted whether a path follows, so that the whole is the name of a page
    record Ip(IpAddress address, int port, boolean hosted) implements What {
        @Override
        public String key() {
            return address.toString();
        }
    }

    record Net(IpPrefix prefix) implements What {
        @Override
        public String key() {
            return prefix.toString();
        }
    }

    /// @param written with the disguise taken off
    /// @param scheme whether it has one
    /// @param host in lower case without port
    /// @param port -1 where it has none
    record Url(String written, boolean scheme, String host, int port) implements What {
        @Override
        public String key() {
            return written;
        }
    }

    record Name(String domain) implements What {
        @Override
        public String key() {
            return domain;
        }
    }

    record Box(String mailbox) implements What {
        @Override
        public String key() {
            return mailbox;
        }

        String domain() {
            return mailbox.substring(mailbox.lastIndexOf('@') + 1);
        }
    }

    /// Whether it is a host and no more.
    static boolean isBare(What what) {
        return switch (what) {
            case Url url ->
                url.written()
                                .replaceFirst("^[a-z]+://", "")
                                .replaceFirst("/$", "")
                                .indexOf('/')
                        < 0;
            case Ip ip -> false;
            case Name name -> true;
            case Net net -> true;
            case Box box -> true;
        };
    }
}
