package dev.reeve.network.detection;

import dev.reeve.core.evidence.Strength;
import dev.reeve.core.journal.HashChain;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Makes detections of signs: opens one, updates it now and then, closes it when nothing more is seen. However many
/// signs there are, what is no {@link News} is said at most once in {@link #UPDATE_MILLIS}, so that the desk isn't
/// flooded; what is, at once.
///
/// Only own addresses can be clients; what others do is not the provider's to judge.
public final class DetectionBook implements Signs {
    /// No sign for this long ends a detection.
    public static final long QUIET_MILLIS = 300_000;

    public static final long UPDATE_MILLIS = 60_000;

    /// Beyond this new ones are not opened: no host has so many clients at fault at once, and a broken sensor has.
    static final int OPEN_MAX = 100_000;

    private final Predicate<Endpoint> own;
    private final Marks marks;
    private final Consumer<Detection> to;
    private final Map<Key, Open> open = new LinkedHashMap<>();
    private long notOpened;

    /// @param own whether an address is the provider's
    public DetectionBook(Predicate<Endpoint> own, Consumer<Detection> to) {
        this(own, Marks.NONE, to);
    }

    /// @param marks at which a detection is said at once
    public DetectionBook(Predicate<Endpoint> own, Marks marks, Consumer<Detection> to) {
        this.own = own;
        this.marks = marks;
        this.to = to;
    }

    private record Key(String detector, String kind, Endpoint client, int port) {}

    private static final class Open {
        Detection said;

        /// As it was when it was last news: repetitions in between don't hide how far it has grown.
        Detection news;

        long lastMillis;

        Open(Detection said) {
            this.said = said;
            this.news = said;
        }
    }

    @Override
    public void see(Sign sign) {
        if (!own.test(sign.client())) {
            return;
        }
        Key key = new Key(sign.detector(), sign.kind().toString(), sign.client(), sign.port());
        @Nullable Open detection = open.get(key);
        if (detection != null && sign.atMillis() - detection.said.toMillis() > QUIET_MILLIS) {
            // Nothing came in between that would have told the time.
            open.remove(key);
            say(detection, Detection.State.CLOSED, sign.atMillis());
            detection = null;
        }
        if (detection == null) {
            begin(key, sign);
            return;
        }
        detection.said = merged(detection.said, sign);
        boolean news = News.isNews(detection.news, detection.said, marks);
        if (news || sign.atMillis() - detection.lastMillis >= UPDATE_MILLIS) {
            say(detection, Detection.State.UPDATED, sign.atMillis());
            detection.news = news ? detection.said : detection.news;
        }
    }

    private void begin(Key key, Sign sign) {
        if (open.size() >= OPEN_MAX) {
            notOpened++;
            return;
        }
        String id = "d-"
                + HashChain.hash((key.detector + " " + key.kind + " " + key.client + " " + key.port + " "
                                        + sign.fromMillis())
                                .getBytes(StandardCharsets.UTF_8))
                        .substring(0, 24);
        Open opened = new Open(new Detection(
                id,
                0,
                Detection.State.OPENED,
                sign.detector(),
                sign.kind(),
                sign.client(),
                sign.port(),
                sign.fromMillis(),
                sign.atMillis(),
                sign.strength(),
                sign.numbers(),
                sign.facts()));
        open.put(key, opened);
        say(opened, Detection.State.OPENED, sign.atMillis());
    }

    private static Detection merged(Detection before, Sign sign) {
        Map<String, Double> numbers = new HashMap<>(before.numbers());
        sign.numbers().forEach((name, value) -> numbers.merge(name, value, Math::max));
        Map<String, String> facts = new HashMap<>(before.facts());
        facts.putAll(sign.facts());
        Strength strength = sign.strength().compareTo(before.strength()) > 0 ? sign.strength() : before.strength();
        return new Detection(
                before.id(),
                before.revision(),
                before.state(),
                before.detector(),
                before.kind(),
                before.client(),
                before.port(),
                Math.min(before.fromMillis(), sign.fromMillis()),
                Math.max(before.toMillis(), sign.atMillis()),
                strength,
                numbers,
                facts);
    }

    private void say(Open detection, Detection.State state, long atMillis) {
        Detection d = detection.said;
        detection.said = d.revised(d.id(), d.revision() + 1, state, d.facts());
        detection.lastMillis = atMillis;
        to.accept(detection.said);
    }

    /// Closes what was quiet; called now and then with the time of the records.
    public void tick(long millis) {
        open.values().removeIf(detection -> {
            boolean quiet = millis - detection.said.toMillis() > QUIET_MILLIS;
            if (quiet) {
                say(detection, Detection.State.CLOSED, millis);
            }
            return quiet;
        });
    }

    /// There are no more records: everything ends.
    public void close() {
        open.values().forEach(detection -> say(detection, Detection.State.CLOSED, detection.said.toMillis()));
        open.clear();
    }

    /// Signs that opened nothing because too much was open.
    public long notOpened() {
        return notOpened;
    }
}
