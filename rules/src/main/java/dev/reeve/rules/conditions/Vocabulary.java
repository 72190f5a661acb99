package dev.reeve.rules.conditions;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.policy.Question;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Every word that a condition may use, its type, its meaning, and where its value comes from. Nothing else
/// can be named.
public enum Vocabulary {
    KIND(
            "observation.kind",
            SimpleType.STRING,
            "what went on, as category/type",
            q -> q.observation().kind().toString()),
    CATEGORY(
            "observation.category",
            SimpleType.STRING,
            "the kind's first half, such as messaging",
            q -> q.observation().kind().category()),
    TYPE(
            "observation.type",
            SimpleType.STRING,
            "the kind's second half, such as spam",
            q -> q.observation().kind().type()),
    DIRECTION(
            "observation.direction",
            SimpleType.STRING,
            "source, target or host: the part the resource played",
            q -> q.observation().direction().name().toLowerCase(java.util.Locale.ROOT)),
    STRENGTH(
            "observation.strength",
            SimpleType.INT,
            "how far it can be relied on; compare with EVIDENCED and its like",
            q -> (long) q.observation().strength().ordinal()),
    RESOURCE_TYPE(
            "observation.resource.type",
            SimpleType.STRING,
            "address, prefix, domain, url, mailbox, login or file",
            q -> q.observation().resource().type()),
    RESOURCE_TEXT(
            "observation.resource.text",
            SimpleType.STRING,
            "the resource itself",
            q -> q.observation().resource().text()),
    RESOURCE_PORT(
            "observation.resource.port",
            SimpleType.INT,
            "the port of an address; 0 when unknown",
            q -> port(q.observation().resource())),
    FACTS(
            "observation.facts",
            MapType.create(SimpleType.STRING, SimpleType.STRING),
            "plain details by name; .number(\"name\") gives 0 and .text(\"name\") gives \"\" where there is none",
            q -> q.observation().facts()),
    REPORTER(
            "observation.reporter",
            SimpleType.STRING,
            "identifier of the reporter",
            q -> q.observation().reporter().value()),
    DURATION_SECONDS(
            "observation.duration_seconds",
            SimpleType.INT,
            "how long it was seen; 0 for an instant",
            q -> Duration.between(
                            q.observation().seen().from(),
                            q.observation().seen().to())
                    .toSeconds()),
    AGE_DAYS("account.age_days", SimpleType.INT, "days since the account was opened; -1 when unknown", q ->
            (long) q.account().ageDays()),
    PAYMENT_VERIFIED(
            "account.payment_verified",
            SimpleType.BOOL,
            "false also when unknown",
            q -> q.account().paymentVerified()),
    PROTECTED(
            "account.protected",
            SimpleType.BOOL,
            "on the operator's list of protected accounts",
            q -> q.account().isProtected()),
    PLAN("account.plan", SimpleType.STRING, "the plan's name", q -> q.account().plan()),
    SERVICE_KIND(
            "account.service_kind",
            SimpleType.STRING,
            "kind of the service that held the resource",
            q -> q.account().serviceKind()),
    REPORTS("history.reports", SimpleType.INT, "observations of this kind in 30 days, this one included", q ->
            (long) q.history().reports()),
    DISTINCT_REPORTERS(
            "history.distinct_reporters", SimpleType.INT, "reporters of this kind in 30 days, this one included", q ->
                    (long) q.history().distinctReporters()),
    PRIOR_CASES("history.prior_cases", SimpleType.INT, "cases of the family in 365 days that ended with a breach", q ->
            (long) q.history().priorCases()),
    STRIKES("history.strikes", SimpleType.INT, "unexpired strikes", q ->
            (long) q.history().strikes()),
    DAYS_SINCE_LAST_BREACH("history.days_since_last_breach", SimpleType.INT, "-1 when there is none", q ->
            (long) q.history().daysSinceLastBreach()),
    SPOOFABLE(Strength.SPOOFABLE, "the source could be forged"),
    CLAIMED(Strength.CLAIMED, "somebody says so"),
    EVIDENCED(Strength.EVIDENCED, "somebody authenticated says so and sent a sample"),
    TRUSTED(Strength.TRUSTED, "a reporter on the operator's own list"),
    MEASURED(Strength.MEASURED, "our own sensors measured it");

    private static final Map<String, Vocabulary> BY_WORD = byWord();

    private final String word;
    private final CelType type;
    private final String meaning;
    private final Function<Question, Object> value;

    Vocabulary(String word, CelType type, String meaning, Function<Question, Object> value) {
        this.word = word;
        this.type = type;
        this.meaning = meaning;
        this.value = value;
    }

    Vocabulary(Strength strength, String meaning) {
        this(strength.name(), SimpleType.INT, meaning, question -> (long) strength.ordinal());
    }

    private static Map<String, Vocabulary> byWord() {
        Map<String, Vocabulary> words = new LinkedHashMap<>();
        for (Vocabulary entry : values()) {
            words.put(entry.word, entry);
        }
        return Map.copyOf(words);
    }

    private static Object port(Resource resource) {
        return resource instanceof Resource.Address address && address.port() != null ? (long) address.port() : 0L;
    }

    static Map<String, Vocabulary> all() {
        return BY_WORD;
    }

    /// As it is written in a condition.
    public String word() {
        return word;
    }

    public String meaning() {
        return meaning;
    }

    public String typeName() {
        return type.name();
    }

    CelType type() {
        return type;
    }

    Object valueIn(Question question) {
        return value.apply(question);
    }
}
