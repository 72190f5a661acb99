package dev.reeve.core.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.CaseState.Notice;
import dev.reeve.core.cases.CaseState.NoticeStatus;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.Delivery;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.NoticeId;
import java.util.ArrayList;
import java.util.List;

/// Sends notices from the outbox. The start is durable before the first byte goes out: of two copies at most one goes
/// out
/// per duty, and a send that nobody knows the end of is flagged, not repeated.
public final class NoticeRunner {
    private final CaseDesk cases;
    private final Postman postman;
    private final String mailDomain;

    /// @param mailDomain the right-hand side of Message-IDs
    public NoticeRunner(CaseDesk cases, Postman postman, String mailDomain) {
        this.cases = cases;
        this.postman = postman;
        this.mailDomain = mailDomain;
    }

    public record Duty(CaseId caseId, NoticeId notice) {}

    /// Sends the notices in one mail. All are for one party.
    public void run(List<Duty> duties) {
        List<Duty> started = new ArrayList<>();
        List<Postman.Letter> letters = new ArrayList<>();
        String messageId = duties.get(0).notice() + "@" + mailDomain;
        for (Duty duty : duties) {
            Decision decision =
                    cases.handle(duty.caseId, new CaseCommand.StartNotice(duty.notice, messageId), Actor.MACHINE);
            if (decision instanceof Decision.Decided) {
                CaseState state = cases.state(duty.caseId);
                Notice notice = java.util.Objects.requireNonNull(state.notices().get(duty.notice));
                started.add(duty);
                letters.add(new Postman.Letter(state, notice));
            }
        }
        if (!letters.isEmpty()) {
            Delivery delivery = postman.send(letters, messageId);
            started.forEach(duty -> settle(duty, delivery));
        }
    }

    /// After a crash: a notice that was started and never settled may have gone out.
    public void recover(Duty duty) {
        Notice notice = cases.state(duty.caseId).notices().get(duty.notice);
        if (notice != null && notice.status() == NoticeStatus.STARTED) {
            settle(duty, new Delivery.Uncertain("the server stopped while it was being sent"));
        }
    }

    private void settle(Duty duty, Delivery delivery) {
        cases.handle(duty.caseId, new CaseCommand.SettleNotice(duty.notice, delivery), Actor.MACHINE);
    }
}
