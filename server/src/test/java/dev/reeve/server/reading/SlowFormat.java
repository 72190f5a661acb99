package dev.reeve.server.reading;

import dev.reeve.formats.NonReport;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.mail.RawMessage;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Takes for ever over mails whose subject says so: those that say "sleeps" end when they are interrupted, those
/// that say "loops" when the test lets them. All others are thanks.
public final class SlowFormat implements ReportFormat {
    public final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public String name() {
        return "slow/1";
    }

    @Override
    public Turn turn() {
        return Turn.STRUCTURED;
    }

    @Override
    public boolean recognises(RawMessage message) {
        return true;
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        String subject = message.mail().value("Subject");
        boolean waits = subject.contains("sleeps") || subject.contains("loops");
        while (waits) {
            try {
                mayEnd.await();
                waits = false;
            } catch (InterruptedException stopped) {
                waits = subject.contains("loops");
            }
        }
        return new ParseOutcome.NotAReport(new NonReport(NonReport.Kind.THANKS, List.of()));
    }
}
