package dev.reeve.network.conversation;

/// A TCP connection as far as it was captured.
public final class Conversation {
    final Side first;
    final Side second;
    final long fromMillis;
    long toMillis;
    long seen;

    Conversation(Side first, Side second, long fromMillis) {
        this.first = first;
        this.second = second;
        this.fromMillis = fromMillis;
        this.toMillis = fromMillis;
    }

    /// Who opened it: the one with the SYN, else the one with the higher port, for services listen on low ones.
    public Side opener() {
        return secondOpened() ? second : first;
    }

    public Side listener() {
        return secondOpened() ? first : second;
    }

    private boolean secondOpened() {
        if (first.syn || second.synAck) {
            return false;
        }
        if (second.syn || first.synAck) {
            return true;
        }
        return second.port > first.port;
    }

    /// Whether its beginning was seen.
    public boolean whole() {
        return first.syn || second.syn;
    }

    /// Whether both sides spoke.
    public boolean answered() {
        return first.payloadBytes > 0 && second.payloadBytes > 0;
    }

    public boolean ended() {
        return first.rst || second.rst || first.fin && second.fin;
    }

    public long fromMillis() {
        return fromMillis;
    }

    public long toMillis() {
        return toMillis;
    }
}
