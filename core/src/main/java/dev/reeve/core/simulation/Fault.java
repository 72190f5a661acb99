package dev.reeve.core.simulation;

/// What goes wrong in the simulated world.
public enum Fault {
    PANEL_TIMEOUT_DONE("a back end did it and did not answer"),
    PANEL_TIMEOUT_NOT_DONE("a back end did nothing and did not answer"),
    PANEL_LIES("a back end said done and did nothing"),
    PANEL_HALF("a back end did half"),
    PANEL_LATE("a back end did it minutes later"),
    PANEL_REFUSES("a back end refused"),
    PANEL_UNREADABLE("a back end could not be read"),
    EFFECT_REMOVED("somebody took our effect away"),
    EFFECT_BY_OTHERS("the service was suspended already, by billing"),
    MAIL_DEFERRED("a mail server asked to try later"),
    MAIL_REFUSED("a mail server refused a notice"),
    MAIL_UNCERTAIN("the connection broke after a mail was sent"),
    MAIL_LOST("an accepted mail never arrived"),
    MAIL_DOUBLED("a mail arrived twice"),
    MAIL_LATE("a mail arrived hours later"),
    MAIL_BOUNCED("an accepted mail came back"),
    AUTO_REPLY("a machine answered a notice"),
    CLOCK_FORWARD("the desk's clock jumped forward"),
    CLOCK_BACK("the desk's clock jumped back"),
    OUTAGE("the server was down for hours or days"),
    CRASH_BEFORE_APPEND("the server crashed before an append"),
    CRASH_AFTER_APPEND("the server crashed after an append"),
    CRASH_BEFORE_LEVER("the server crashed before a lever was pulled"),
    CRASH_AFTER_LEVER("the server crashed after a lever was pulled"),
    CRASH_BEFORE_MAIL("the server crashed before a mail went out"),
    CRASH_AFTER_MAIL("the server crashed after a mail went out"),
    ALARM_LOST("the alarm of a clock was lost"),
    REASSIGNED("an address went to another client"),
    REASSIGNED_BEFORE_ACT("an address went to another client between order and act"),
    INVENTORY_STALE("no inventory came for days"),
    POLICY_CHANGED("the policy changed while cases were open"),
    LEVER_RECONFIGURED("a lever's settings changed, so that its canary counts no more"),
    REPORT_DUPLICATE("a report came twice"),
    REPORT_FORGED("a report stood on forged packets"),
    REPORT_MISTAKEN("a report named an innocent client"),
    REPORT_FLOOD("one reporter sent many reports"),
    STAFF_ERRED("a person decided wrongly"),
    STAFF_OVERREACHED("a person tried what needs a second one"),
    HALTED("the desk was halted"),
    RUNAWAY_RULE("a rule matched every client"),
    NO_CONTACT("a client had no address outside the affected service");

    public final String sentence;

    Fault(String sentence) {
        this.sentence = sentence;
    }
}
