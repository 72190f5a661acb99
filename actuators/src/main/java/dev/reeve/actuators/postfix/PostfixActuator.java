package dev.reeve.actuators.postfix;

import dev.reeve.actuators.Serving;
import dev.reeve.actuators.postfix.MailRule.Effect;
import dev.reeve.actuators.postfix.PostfixQueue.Mail;
import dev.reeve.actuators.postfix.PostfixQueue.QueueUnreadableException;
import dev.reeve.actuators.template.UnusableOrderException;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.ids.LeverName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Postfix: refuses or holds the mail of one sender from the next message on, and holds what waits in the queue
/// already.
/// Undo lets go what this action held and nothing else: what a postmaster put on hold stays there.
final class PostfixActuator implements Actuator, Serving {
    private final LeverName name;
    private final MailRules rules;
    private final PolicyService service;
    private final PolicyCheck check;
    private final @Nullable PostfixQueue queue;
    private final ReentrantLock turn = new ReentrantLock();

    /// @param queue null when queued mail is to be left alone
    PostfixActuator(
            LeverName name, MailRules rules, PolicyService service, PolicyCheck check, @Nullable PostfixQueue queue) {
        this.name = name;
        this.rules = rules;
        this.service = service;
        this.check = check;
        this.queue = queue;
    }

    @Override
    public void start() throws IOException {
        service.start();
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public LeverName name() {
        return name;
    }

    @Override
    public UndoableBy undoableBy() {
        return UndoableBy.ONLY_US;
    }

    /// Without the agent new mail passes, but held mail stays held.
    @Override
    public boolean leases() {
        return false;
    }

    @Override
    public Reading read(ActionOrder order) {
        try {
            MailRule wanted = MailRule.of(order);
            Optional<MailRule> rule = rules.find(wanted.action());
            if (rule.isEmpty()) {
                return Reading.absent("no rule of this action");
            }
            if (rule.get().closing()) {
                return Reading.partial("new mail passes, held mail is still to be let go");
            }
            return inForce(rule.get());
        } catch (UnusableOrderException e) {
            return new Reading.Unreadable(e.reason());
        } catch (IOException e) {
            return new Reading.Unreadable("the rules cannot be read: " + e.getMessage());
        }
    }

    /// The rule is written; whether it counts, the running service says.
    private Reading inForce(MailRule rule) throws IOException {
        String wanted = rule.effect() == Effect.HOLD ? "HOLD" : "554";
        Optional<String> answer = check.ask(rule);
        String words = "mail of " + rule.value() + ": " + answer.orElse("the policy service does not answer") + ", "
                + rules.held(rule.action()).size() + " held";
        // A refusal for another case goes before our hold; ours is in force beneath it.
        boolean holds = answer.filter(action -> action.startsWith(wanted) || action.startsWith("554"))
                .isPresent();
        return holds ? Reading.ours(words) : Reading.partial(words);
    }

    @Override
    public Answer act(ActionOrder order) {
        turn.lock();
        try {
            MailRule rule = MailRule.of(order);
            rules.put(rule);
            return rule.effect() == Effect.HOLD ? holdQueued(rule) : new Answer.Accepted("rule written");
        } catch (UnusableOrderException e) {
            return new Answer.Refused(e.reason());
        } catch (IOException e) {
            return new Answer.Unclear("the rule could not be written: " + e.getMessage());
        } finally {
            turn.unlock();
        }
    }

    private Answer holdQueued(MailRule rule) throws IOException {
        PostfixQueue tools = queue;
        if (tools == null) {
            return new Answer.Accepted("rule written, queue left alone");
        }
        try {
            List<String> waiting = tools.list().stream()
                    .filter(mail -> !mail.held() && rule.matchesSender(mail.sender()))
                    .map(Mail::id)
                    .toList();
            if (waiting.isEmpty()) {
                return new Answer.Accepted("rule written, nothing in the queue");
            }
            if (!rules.noteHeld(rule.action(), waiting)) {
                return new Answer.Unclear("rule written, but too much is in the queue to be held");
            }
            tools.hold(waiting);
            Set<String> asked = Set.copyOf(waiting);
            long held = tools.list().stream()
                    .filter(mail -> mail.held() && asked.contains(mail.id()))
                    .count();
            return new Answer.Accepted("rule written, " + held + " of " + waiting.size() + " in the queue held");
        } catch (QueueUnreadableException e) {
            return new Answer.Unclear("rule written, but the queue could not be read: " + e.getMessage());
        }
    }

    @Override
    public Answer undo(ActionOrder order, String prior) {
        turn.lock();
        try {
            Optional<MailRule> rule = rules.find(order.id().value());
            if (rule.isEmpty()) {
                return new Answer.Accepted("nothing of ours");
            }
            rules.put(rule.get().asClosing());
            Answer answer = letGo(rule.get());
            if (answer instanceof Answer.Accepted) {
                rules.remove(rule.get().action());
            }
            return answer;
        } catch (IOException e) {
            return new Answer.Unclear("the rules could not be changed: " + e.getMessage());
        } finally {
            turn.unlock();
        }
    }

    private Answer letGo(MailRule rule) throws IOException {
        Set<String> noted = rules.held(rule.action());
        if (noted.isEmpty()) {
            return new Answer.Accepted("rule removed, nothing was held");
        }
        PostfixQueue tools = queue;
        if (tools == null) {
            return new Answer.Unclear("mail is held, but this lever has queue: false; let it go with postsuper -H");
        }
        try {
            Thread.sleep(rules.inFlight());
            List<Mail> ours = held(tools, noted);
            List<Mail> staying = keptForOthers(rule, ours);
            List<String> going = ours.stream()
                    .filter(mail -> !staying.contains(mail))
                    .map(Mail::id)
                    .toList();
            if (!going.isEmpty()) {
                tools.release(going);
            }
            long still = held(tools, Set.copyOf(going)).size();
            return still == 0
                    ? new Answer.Accepted(
                            "rule removed, " + going.size() + " let go, " + staying.size() + " held for others")
                    : new Answer.Unclear(still + " mails are still held");
        } catch (QueueUnreadableException e) {
            return new Answer.Unclear("the queue could not be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unclear("interrupted before held mail was let go");
        }
    }

    private static List<Mail> held(PostfixQueue tools, Set<String> ids) throws QueueUnreadableException {
        return tools.list().stream()
                .filter(mail -> mail.held() && ids.contains(mail.id()))
                .toList();
    }

    /// What another action would hold too becomes that action's.
    private List<Mail> keptForOthers(MailRule rule, List<Mail> mails) throws IOException {
        List<MailRule> others = rules.load().stream()
                .filter(other -> !other.closing()
                        && other.effect() == Effect.HOLD
                        && !other.action().equals(rule.action()))
                .toList();
        List<Mail> kept = new java.util.ArrayList<>();
        for (Mail mail : mails) {
            Optional<MailRule> other = others.stream()
                    .filter(each -> each.matchesSender(mail.sender()))
                    .findFirst();
            if (other.isPresent() && rules.noteHeld(other.get().action(), List.of(mail.id()))) {
                kept.add(mail);
            }
        }
        return kept;
    }
}
