package dev.reeve.actuators.postfix;

import dev.reeve.actuators.template.UnusableOrderException;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.Resource;
import java.util.Locale;
import java.util.Map;

/// One action's rule on mail: whose, and what becomes of it.
///
/// @param value a mailbox, a domain, an address or a login, as `match` says
/// @param closing being undone: no new mail is touched any more, while held mail is still to be let go
record MailRule(String action, Match match, String value, Effect effect, String reason, boolean closing) {
    enum Match {
        /// The envelope's sender, or the login that sends.
        MAILBOX,
        /// The domain of the envelope's sender.
        DOMAIN,
        /// The address of the SMTP client.
        CLIENT,
        /// The login at the submission service.
        LOGIN
    }

    enum Effect {
        HOLD,
        REJECT
    }

    /// @throws UnusableOrderException naming the parameter or resource that this lever can't use
    static MailRule of(ActionOrder order) {
        for (String name : order.parameters().keySet()) {
            if (!name.equals("effect")) {
                throw new UnusableOrderException("parameter " + name + " means nothing to this lever; write effect");
            }
        }
        Match match = match(order.target().resource());
        return new MailRule(
                order.id().value(), match, value(order.target().resource()), effect(order), order.reason(), false);
    }

    private static Effect effect(ActionOrder order) {
        String word = order.parameters().getOrDefault("effect", "hold-mail");
        return switch (word) {
            case "hold-mail" -> Effect.HOLD;
            case "reject-mail" -> Effect.REJECT;
            default ->
                throw new UnusableOrderException(
                        "parameter effect is \"" + word + "\"; write hold-mail or reject-mail");
        };
    }

    private static Match match(Resource resource) {
        return switch (resource) {
            case Resource.Mailbox _ -> Match.MAILBOX;
            case Resource.Domain _ -> Match.DOMAIN;
            case Resource.Address _ -> Match.CLIENT;
            case Resource.Prefix _ -> Match.CLIENT;
            case Resource.Login _ -> Match.LOGIN;
            case Resource.Url _, Resource.HostedFile _ ->
                throw new UnusableOrderException("mail has no " + resource.type() + " to be known by");
        };
    }

    private static String value(Resource resource) {
        return switch (resource) {
            case Resource.Mailbox mailbox -> mailbox.address();
            case Resource.Domain domain -> domain.name();
            case Resource.Address address -> address.ip().toString();
            case Resource.Prefix prefix -> prefix.prefix().first().toString();
            case Resource.Login login -> login.user();
            case Resource.Url _, Resource.HostedFile _ -> resource.text();
        };
    }

    /// @param mail the attributes of a policy request
    boolean matches(Map<String, String> mail) {
        String sender = mail.getOrDefault("sender", "").toLowerCase(Locale.ROOT);
        String login = mail.getOrDefault("sasl_username", "");
        return switch (match) {
            case MAILBOX -> sender.equals(value) || login.equalsIgnoreCase(value);
            case DOMAIN -> sender.endsWith("@" + value);
            case CLIENT -> sameAddress(mail.getOrDefault("client_address", ""));
            case LOGIN -> login.equals(value);
        };
    }

    /// Whether a mail in the queue is this rule's: only the sender is known there.
    boolean matchesSender(String sender) {
        return (match == Match.MAILBOX || match == Match.DOMAIN) && matches(Map.of("sender", sender));
    }

    private boolean sameAddress(String address) {
        try {
            return IpAddress.parse(address).toString().equals(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    MailRule asClosing() {
        return new MailRule(action, match, value, effect, reason, true);
    }
}
