package dev.reeve.core.simulation;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.cases.ReplyIntent;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Span;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Clients and reporters: what they do to others, what is said of them, and how they answer.
final class Parties {
    private static final List<Span> SPANS = List.of(new Span("source", "", 0, 4));
    private static final Duration DOUBT = Duration.ofMinutes(1);

    /// Of claims in free text every fourth is not read surely.
    private static final int DOUBTFUL_EVERY = 4;

    private static final int PERCENT = 60;

    private final World world;
    private final Chance chance;
    private final List<Vocation> vocations;
    private long misdeeds;
    private long observations;
    private long messages;

    Parties(World world, Chance chance, List<Vocation> vocations) {
        this.world = world;
        this.chance = chance;
        this.vocations = vocations;
    }

    /// Plans each client's first misdeed.
    void begin() {
        for (Town.Client client : world.town.clients) {
            later(client);
        }
        world.agenda.in(chance.between(Duration.ofHours(1), Duration.ofHours(8)), this::falseReport);
    }

    private void later(Town.Client client) {
        Duration wait = switch (client.character) {
            case GOOD -> Duration.ZERO;
            case CARELESS -> chance.between(Duration.ofDays(1), Duration.ofDays(30));
            case HIJACKED -> chance.between(Duration.ofDays(1), Duration.ofDays(40));
            case MALICIOUS -> chance.between(Duration.ofHours(6), Duration.ofDays(14));
        };
        if (!wait.isZero()) {
            world.agenda.in(wait, () -> misbehave(client));
        }
    }

    private void misbehave(Town.Client client) {
        if (client.misdeed != null || client.harshest == dev.reeve.core.policy.Step.TERMINATE) {
            later(client);
            return;
        }
        world.town.accrue(client, world.agenda.trueTime());
        Town.Misdeed misdeed = new Town.Misdeed(chance.of(vocations), misdeeds++);
        client.misdeed = misdeed;
        world.story.tell(
                world.agenda.instant(),
                "misdeed",
                client.service,
                misdeed.vocation().kind());
        observe(client, misdeed);
        if (client.character == Town.Character.CARELESS && chance.oneIn(3)) {
            world.agenda.in(chance.between(Duration.ofDays(1), Duration.ofDays(6)), () -> stop(client, misdeed));
        }
    }

    void stop(Town.Client client, Town.Misdeed misdeed) {
        if (misdeed.equals(client.misdeed)) {
            world.town.accrue(client, world.agenda.trueTime());
            client.misdeed = null;
            client.lastMisdeed = world.agenda.trueTime();
            later(client);
        }
    }

    /// While it goes on, somebody sees it now and then.
    private void observe(Town.Client client, Town.Misdeed misdeed) {
        if (!misdeed.equals(client.misdeed)) {
            return;
        }
        boolean stopped = client.inForce > 0 && chance.percent(80);
        if (!stopped) {
            int luck = chance.below(20);
            Strength strength = switch (luck) {
                case 0, 1, 2, 3 -> Strength.MEASURED;
                case 4, 5, 6, 7, 8, 9 -> Strength.TRUSTED;
                case 10, 11, 12, 13 -> Strength.EVIDENCED;
                case 14, 15, 16, 17 -> Strength.CLAIMED;
                default -> Strength.SPOOFABLE;
            };
            report(client, misdeed.vocation(), strength, reporter(strength));
        }
        world.agenda.in(chance.between(Duration.ofHours(10), Duration.ofHours(70)), () -> observe(client, misdeed));
    }

    private ReporterId reporter(Strength strength) {
        return new ReporterId(strength == Strength.MEASURED ? "sensor" : strength.word() + "-" + chance.below(4));
    }

    /// Mistaken and hostile reporters: an innocent client, forged packets, floods.
    private void falseReport() {
        Town.Client client = chance.of(world.town.clients);
        Vocation vocation = chance.of(vocations);
        if (chance.oneIn(3)) {
            world.fault(Fault.REPORT_FORGED);
            report(client, vocation, Strength.SPOOFABLE, new ReporterId("robot-" + chance.below(3)));
        } else if (chance.oneIn(12)) {
            world.fault(Fault.REPORT_FLOOD);
            ReporterId hostile = new ReporterId("hostile");
            for (int i = 0; i < 12; i++) {
                report(client, vocation, Strength.CLAIMED, hostile);
            }
        } else {
            world.fault(Fault.REPORT_MISTAKEN);
            Strength strength =
                    chance.oneIn(3) ? Strength.TRUSTED : chance.oneIn(2) ? Strength.EVIDENCED : Strength.CLAIMED;
            report(client, vocation, strength, reporter(strength));
        }
        world.agenda.in(chance.between(Duration.ofHours(4), Duration.ofHours(30)), this::falseReport);
    }

    void report(Town.Client client, Vocation vocation, Strength strength, ReporterId reporter) {
        Instant seen = world.agenda.instant().minus(Duration.ofMinutes(10));
        long n = observations++;
        Observation observation = new Observation(
                new ObservationId("o" + n),
                new MessageId("m" + n),
                client.address,
                Interval.at(seen),
                DOUBT,
                vocation.kind(),
                vocation.direction(),
                strength,
                reporter,
                null,
                vocation.facts(),
                SPANS,
                "simulator/1",
                null);
        if (strength == Strength.CLAIMED && n % DOUBTFUL_EVERY == 0) {
            world.doubtful.add(observation.id());
            world.server.message(() -> world.server.doubt(observation.message(), PERCENT));
        }
        var address = Town.personal("reporter-" + reporter);
        world.server.message(() -> world.server.take(observation, address));
        if (chance.oneIn(25)) {
            world.fault(Fault.REPORT_DUPLICATE);
            world.server.message(() -> world.server.take(observation, address));
        }
    }

    /// A client reads a notice, and does what such clients do.
    void read(CaseState.Opening opening, CaseEvent.NoticeQueued notice) {
        Town.Client client = world.town.client(opening.service());
        CaseId id = opening.caseId();
        if (chance.oneIn(30)) {
            world.fault(Fault.AUTO_REPLY);
        }
        boolean calls = notice.kind() == NoticeKind.FIRST_NOTICE
                || notice.kind() == NoticeKind.ACTION_TAKEN
                || (notice.kind() == NoticeKind.MORE_EVIDENCE && chance.oneIn(3));
        if (!calls) {
            if (notice.kind() == NoticeKind.CASE_CLOSED && chance.oneIn(40)) {
                write(id, ReplyIntent.STATEMENT);
            }
            return;
        }
        Town.Misdeed misdeed = client.misdeed;
        if (misdeed == null) {
            innocent(id, notice.kind());
            return;
        }
        switch (client.character) {
            case GOOD, CARELESS -> careless(client, misdeed, id);
            case HIJACKED -> mend(client, misdeed, id, Duration.ofHours(1), Duration.ofHours(20));
            case MALICIOUS -> malicious(client, misdeed, id, notice.kind());
        }
    }

    private void innocent(CaseId id, NoticeKind kind) {
        if (kind == NoticeKind.ACTION_TAKEN) {
            write(id, chance.percent(60) ? ReplyIntent.APPEAL : ReplyIntent.DISPUTE);
        } else if (chance.percent(60)) {
            write(id, chance.percent(70) ? ReplyIntent.DISPUTE : ReplyIntent.STATEMENT);
        }
    }

    private void careless(Town.Client client, Town.Misdeed misdeed, CaseId id) {
        int luck = chance.below(10);
        if (luck < 2) {
            write(id, ReplyIntent.EXTENSION);
            mend(client, misdeed, id, Duration.ofHours(20), Duration.ofDays(3));
        } else if (luck < 7) {
            mend(client, misdeed, id, Duration.ofHours(3), Duration.ofDays(2));
        } else if (luck < 8) {
            write(id, ReplyIntent.STATEMENT);
        }
    }

    private void mend(Town.Client client, Town.Misdeed misdeed, CaseId id, Duration least, Duration most) {
        world.agenda.in(chance.between(least, most), () -> {
            stop(client, misdeed);
            if (chance.percent(85)) {
                write(id, ReplyIntent.FIXED);
            }
            if (chance.oneIn(12)) {
                // The hole was left open.
                world.agenda.in(chance.between(Duration.ofDays(1), Duration.ofDays(9)), () -> misbehave(client));
            }
        });
    }

    private void malicious(Town.Client client, Town.Misdeed misdeed, CaseId id, NoticeKind kind) {
        int luck = chance.below(10);
        if (luck < 2) {
            write(id, ReplyIntent.FIXED);
        } else if (luck < 4) {
            write(id, kind == NoticeKind.ACTION_TAKEN ? ReplyIntent.APPEAL : ReplyIntent.DISPUTE);
        } else if (luck < 5) {
            write(id, ReplyIntent.EXTENSION);
        } else if (luck < 6) {
            stop(client, misdeed);
        }
    }

    private void write(CaseId id, ReplyIntent intent) {
        long n = messages++;
        world.story.tell(world.agenda.instant(), "client-writes", id, intent);
        var command = new CaseCommand.ClientWrites(new MessageId("c" + n), intent, Town.personal("words-" + n));
        world.server.message(() -> world.server.person(Actor.MACHINE, id, command));
    }

    void reporterReads(CaseId id, CaseEvent.NoticeQueued notice) {
        if (chance.oneIn(60)) {
            long n = messages++;
            var command =
                    new CaseCommand.ReporterWrites(new MessageId("c" + n), Objects.requireNonNull(notice.reporter()));
            world.agenda.in(
                    Duration.ofHours(3),
                    () -> world.server.message(() -> world.server.person(Actor.MACHINE, id, command)));
        }
    }
}
