package dev.reeve.core.simulation;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Delivery;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.desk.Postman;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.NoticeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The mail: it defers, refuses, loses, doubles, comes late and comes back. It knows what was really taken.
final class Post implements Postman {
    private final World world;
    private final Chance chance;
    private final Set<NoticeId> taken = new HashSet<>();

    Post(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    /// Whether a mail server took responsibility for it, as the sender was told.
    boolean accepted(NoticeId notice) {
        return taken.contains(notice);
    }

    @Override
    public Delivery send(List<Letter> letters, String messageId) {
        world.crashes.at(Fault.CRASH_BEFORE_MAIL);
        int luck = chance.below(200);
        if (luck < 6) {
            world.fault(Fault.MAIL_DEFERRED);
            return new Delivery.Deferred("450 try later");
        }
        letters.forEach(
                l -> world.watch.sent(l.state().opening().caseId(), l.notice().queued()));
        if (luck < 9) {
            world.fault(Fault.MAIL_REFUSED);
            return new Delivery.Refused("550 no such user");
        }
        if (luck < 12) {
            world.fault(Fault.MAIL_UNCERTAIN);
            if (chance.percent(50)) {
                letters.forEach(this::arrive);
            }
            world.crashes.at(Fault.CRASH_AFTER_MAIL);
            return new Delivery.Uncertain("connection reset after DATA");
        }
        letters.forEach(l -> taken.add(l.notice().queued().notice()));
        letters.forEach(this::onItsWay);
        world.crashes.at(Fault.CRASH_AFTER_MAIL);
        return new Delivery.Accepted("250 queued");
    }

    private void onItsWay(Letter letter) {
        int luck = chance.below(200);
        if (luck < 3) {
            world.fault(Fault.MAIL_LOST);
        } else if (luck < 6) {
            world.fault(Fault.MAIL_DOUBLED);
            arrive(letter);
            arrive(letter);
        } else if (luck < 10) {
            world.fault(Fault.MAIL_LATE);
            world.agenda.in(chance.between(Duration.ofHours(2), Duration.ofHours(40)), () -> arrive(letter));
        } else if (luck < 13) {
            world.fault(Fault.MAIL_BOUNCED);
            CaseId id = letter.state().opening().caseId();
            NoticeId notice = letter.notice().queued().notice();
            world.agenda.in(
                    chance.between(Duration.ofMinutes(1), Duration.ofHours(30)),
                    () -> world.server.message(() -> world.server.bounced(id, notice)));
        } else {
            arrive(letter);
        }
    }

    private void arrive(Letter letter) {
        CaseEvent.NoticeQueued queued = letter.notice().queued();
        CaseState.Opening opening = letter.state().opening();
        if (queued.kind().party == NoticeKind.Party.CLIENT) {
            world.agenda.in(
                    chance.between(Duration.ofMinutes(5), Duration.ofHours(10)),
                    () -> world.parties.read(opening, queued));
        } else if (queued.reporter() != null) {
            world.parties.reporterReads(opening.caseId(), queued);
        }
    }
}
