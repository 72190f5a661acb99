package dev.reeve.core.simulation;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState.NoticeStatus;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.Outcome;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.AppealId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Persons of the desk. They work their tasks, know more or less what is true, and err.
final class Staff {
    private static final Personal REASONS = Town.personal("reasons");
    private static final int TRIES = 6;

    private final World world;
    private final Chance chance;
    final List<Actor> persons;

    Staff(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
        Actor ann = Actor.person("ann", Role.ANALYST, Role.SENIOR);
        Actor bob = Actor.person("bob", Role.ANALYST, Role.SENIOR, Role.ADMINISTRATOR);
        Actor carol = Actor.person("carol", Role.SENIOR, Role.ADMINISTRATOR);
        Actor dan = Actor.person("dan", Role.ANALYST);
        this.persons = world.deskOfOne ? List.of(bob) : List.of(ann, bob, carol, dan);
    }

    Actor somebody() {
        Actor person = chance.of(persons);
        return chance.oneIn(15) ? new Actor(person.id(), person.roles(), false) : person;
    }

    void hearsOf(CaseId id, CaseEvent.TaskOpened task) {
        Duration wait = chance.percent(85)
                ? chance.between(Duration.ofMinutes(20), Duration.ofHours(16))
                : chance.between(Duration.ofHours(16), Duration.ofDays(5));
        world.agenda.in(wait, () -> work(id, task, TRIES));
    }

    private void work(CaseId id, CaseEvent.TaskOpened task, int tries) {
        world.server.run(() -> workNow(id, task));
        boolean stillOpen = world.books.book(id).tasks.containsKey(task.task());
        if (stillOpen && tries > 0) {
            world.agenda.in(chance.between(Duration.ofHours(2), Duration.ofHours(40)), () -> work(id, task, tries - 1));
        }
    }

    private void workNow(CaseId id, CaseEvent.TaskOpened task) {
        CaseBook book = world.books.book(id);
        if (!book.tasks.containsKey(task.task())) {
            return;
        }
        boolean guilty = book.client.guilty(world.agenda.trueTime());
        if (chance.oneIn(14)) {
            world.fault(Fault.STAFF_ERRED);
            guilty = !guilty;
        }
        Actor by = somebody();
        smallThings(book, by);
        switch (task.kind()) {
            case CONFIRM_REPORT ->
                say(Actor.MACHINE, book, new CaseCommand.SettleDoubt(new MessageId(task.about()), guilty, by.id()));
            case JUDGE -> say(by, book, guilty ? new CaseCommand.FindBreach(book.clause, REASONS) : dismissal(book));
            case DECIDE_STEP -> decideStep(book, by, guilty, task);
            case ACTION_HELD -> held(book, by, guilty, task);
            case REVIEW_REPLY, VERIFY_FIX -> reply(book, by, guilty);
            case NOTICE_BOUNCED, NOTICE_UNCERTAIN ->
                say(by, book, new CaseCommand.TellByPerson(new NoticeId(task.about()), REASONS));
            case NO_SAFE_CONTACT -> tellAll(book, by);
            case ACTION_UNVERIFIED ->
                say(
                        by,
                        book,
                        guilty && !book.reversing && chance.percent(40)
                                ? new CaseCommand.FinishTask(task.task(), "left as it is")
                                : new CaseCommand.UndoAction(new ActionId(task.about()), "not as ordered"));
            case ACTION_DRIFTED -> say(by, book, new CaseCommand.UndoAction(new ActionId(task.about()), "it is gone"));
            case APPEAL -> say(by, book, new CaseCommand.DecideAppeal(new AppealId(task.about()), !guilty, REASONS));
            case APPROVE_TERMINATION -> approve(book, by);
            case REPORTER_WROTE -> {
                world.server.cases().state(id).reporters().keySet().stream()
                        .findFirst()
                        .ifPresent(r -> say(by, book, new CaseCommand.WriteToReporter(r, REASONS)));
                say(by, book, new CaseCommand.FinishTask(task.task(), "answered"));
            }
            case NO_LEVER, STRIKE_THRESHOLD -> say(by, book, new CaseCommand.FinishTask(task.task(), "looked at"));
        }
    }

    private void say(Actor by, CaseBook book, CaseCommand command) {
        if (world.server.person(by, book.id, command) instanceof Decision.Refused refused) {
            world.story.tell(world.agenda.instant(), "refused", book.id, refused.code());
            if (refused.code().equals("not-allowed") || refused.code().equals("fresh-login")) {
                world.fault(Fault.STAFF_OVERREACHED);
            }
        }
    }

    private static CaseCommand dismissal(CaseBook book) {
        return book.anythingLive()
                ? new CaseCommand.Reverse(REASONS)
                : new CaseCommand.Dismiss(Outcome.REVIEWED_NO_BREACH, REASONS, book.evidence % 2 == 0);
    }

    private void smallThings(CaseBook book, Actor by) {
        switch (chance.below(60)) {
            case 0 -> {
                say(by, book, new CaseCommand.Claim());
                say(by, book, new CaseCommand.Release());
            }
            case 1 -> say(by, book, new CaseCommand.Claim());
            case 2 -> say(by, book, new CaseCommand.AddNote(REASONS));
            case 3 -> say(by, book, new CaseCommand.WriteToClient(REASONS));
            case 4 -> say(by, book, new CaseCommand.GrantExtension(Duration.ofHours(12), "asked"));
            case 5 -> {
                if (book.client.character == Town.Character.HIJACKED) {
                    say(by, book, new CaseCommand.MarkVictim(REASONS));
                }
            }
            case 6 -> say(by, book, new CaseCommand.Link(book.id, "see also"));
            case 7 -> say(by, book, new CaseCommand.LodgeAppeal(REASONS));
            case 8 -> say(by, book, new CaseCommand.TakeStep(Step.RESTRICT, REASONS, NecessityReason.ONGOING_HARM));
            default -> {}
        }
    }

    private void decideStep(CaseBook book, Actor by, boolean guilty, CaseEvent.TaskOpened task) {
        if (!guilty) {
            say(by, book, book.stepTaken == Step.NOTICE ? dismissal(book) : new CaseCommand.ConfirmFix(REASONS));
        } else if (book.stepTaken.compareTo(Step.SUSPEND_SERVICE) < 0) {
            NecessityReason reason = chance.percent(50) ? NecessityReason.ONGOING_HARM : null;
            say(by, book, new CaseCommand.TakeStep(Step.SUSPEND_SERVICE, REASONS, reason));
        } else if (book.client.character == Town.Character.MALICIOUS || chance.oneIn(5)) {
            say(by, book, new CaseCommand.ProposeTermination(REASONS));
        } else {
            say(by, book, new CaseCommand.FinishTask(task.task(), "we wait"));
        }
    }

    private void held(CaseBook book, Actor by, boolean guilty, CaseEvent.TaskOpened task) {
        if (!guilty) {
            say(by, book, dismissal(book));
        } else if (chance.percent(60)) {
            Step step = Step.parse(task.about());
            say(
                    by,
                    book,
                    step == Step.TERMINATE
                            ? new CaseCommand.ProposeTermination(REASONS)
                            : new CaseCommand.TakeStep(step, REASONS, NecessityReason.ONGOING_HARM));
        } else {
            say(by, book, new CaseCommand.FinishTask(task.task(), "we wait"));
        }
    }

    private void reply(CaseBook book, Actor by, boolean guilty) {
        if (guilty) {
            say(by, book, new CaseCommand.RejectReply(REASONS));
        } else if (book.client.lastMisdeed.isAfter(Instant.MIN)) {
            say(by, book, new CaseCommand.ConfirmFix(REASONS));
        } else {
            say(by, book, dismissal(book));
        }
    }

    private void tellAll(CaseBook book, Actor by) {
        for (var notice :
                List.copyOf(world.server.cases().state(book.id).notices().values())) {
            if (notice.status() == NoticeStatus.FAILED && notice.queued().reporter() == null) {
                world.fault(Fault.NO_CONTACT);
                say(by, book, new CaseCommand.TellByPerson(notice.queued().notice(), REASONS));
            }
        }
    }

    private void approve(CaseBook book, Actor by) {
        say(by, book, new CaseCommand.ApproveTermination(REASONS));
        if (chance.percent(30)) {
            ActorId proposer = book.terminationProposer;
            Actor rash = persons.stream()
                    .filter(p -> p.id().equals(proposer))
                    .findFirst()
                    .orElse(by);
            say(rash, book, new CaseCommand.ApproveTermination(REASONS, NecessityReason.ONGOING_HARM));
        }
    }

    /// Once a day somebody goes through what stands still.
    void daily() {
        world.server.run(() -> {
            for (CaseId id : List.copyOf(world.books.open)) {
                CaseBook book = world.books.book(id);
                Duration age = Duration.between(book.openedAt, world.agenda.instant());
                if (age.compareTo(Duration.ofDays(12)) > 0 && chance.oneIn(6)) {
                    standsStill(book, age);
                }
            }
        });
    }

    private void standsStill(CaseBook book, Duration age) {
        Actor by = somebody();
        boolean guilty = book.client.guilty(world.agenda.trueTime());
        if (book.reversing) {
            book.actions.values().stream()
                    .filter(a -> a.status.live())
                    .map(a -> a.ordered.action())
                    .toList()
                    .forEach(a -> say(by, book, new CaseCommand.UndoAction(a, "once more")));
        } else if (!guilty) {
            say(by, book, book.stepTaken == Step.NOTICE ? dismissal(book) : new CaseCommand.ConfirmFix(REASONS));
        } else if (book.stepTaken.compareTo(Step.SUSPEND_SERVICE) >= 0 && age.toDays() > 30) {
            say(by, book, new CaseCommand.ProposeTermination(REASONS));
        } else {
            Step next = book.stepTaken.compareTo(Step.RESTRICT) < 0 ? Step.RESTRICT : Step.SUSPEND_SERVICE;
            say(by, book, new CaseCommand.TakeStep(next, REASONS, null));
        }
    }

    /// Somebody looks at a closed case once more.
    void secondThoughts() {
        List<CaseId> all = List.copyOf(world.books.cases.keySet());
        if (all.isEmpty()) {
            return;
        }
        CaseBook book = world.books.book(chance.of(all));
        Set<CaseId> open = world.books.open;
        world.server.run(() -> {
            if (!open.contains(book.id)) {
                say(
                        somebody(),
                        book,
                        chance.oneIn(2) ? new CaseCommand.Reopen("looked again") : new CaseCommand.Reverse(REASONS));
            }
        });
    }
}
