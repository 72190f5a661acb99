package dev.reeve.server.network;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.journal.Event;
import dev.reeve.server.journal.Entry;
import dev.reeve.server.journal.Projection;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps which message is which revision of which detection.
public final class DetectionTable implements Projection {
    @Override
    public List<String> tables() {
        return List.of("detection");
    }

    @Override
    public void project(Entry entry, Event event, JdbcClient jdbc) {
        if (!(event instanceof MessageEvent.Received received)
                || !received.door().equals(DetectionReader.DOOR)) {
            return;
        }
        Map<String, String> facts = received.transport();
        jdbc.sql("""
                insert into detection (message_id, detection_id, revision, state, detector, peak, evidence_sha256, recorded_at)
                values (:message, :detection, :revision, :state, :detector, :peak, :evidence, :at)
                on conflict do nothing
                """)
                .param("message", entry.stream().id())
                .param("detection", facts.get(DetectionReader.DETECTION))
                .param("revision", Integer.parseInt(facts.getOrDefault(DetectionReader.REVISION, "0")))
                .param("state", facts.getOrDefault(DetectionReader.STATE, ""))
                .param("detector", facts.getOrDefault(DetectionReader.DETECTOR, ""))
                .param("peak", facts.getOrDefault(DetectionReader.PEAK, ""))
                .param("evidence", facts.get(DetectionReader.EVIDENCE))
                .param("at", Timestamp.from(entry.at()))
                .update();
    }
}
