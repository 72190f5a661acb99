package dev.reeve.network.elements;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the bytes of a field are read: the abstract data types of RFC 7012 §3.1 and RFC 6313.
public enum ElementType {
    UNSIGNED8("unsigned8"),
    UNSIGNED16("unsigned16"),
    UNSIGNED32("unsigned32"),
    UNSIGNED64("unsigned64"),
    SIGNED8("signed8"),
    SIGNED16("signed16"),
    SIGNED32("signed32"),
    SIGNED64("signed64"),
    FLOAT32("float32"),
    FLOAT64("float64"),
    BOOLEAN("boolean"),
    MAC_ADDRESS("macAddress"),
    OCTET_ARRAY("octetArray"),
    STRING("string"),
    DATE_TIME_SECONDS("dateTimeSeconds"),
    DATE_TIME_MILLISECONDS("dateTimeMilliseconds"),
    DATE_TIME_MICROSECONDS("dateTimeMicroseconds"),
    DATE_TIME_NANOSECONDS("dateTimeNanoseconds"),
    IPV4_ADDRESS("ipv4Address"),
    IPV6_ADDRESS("ipv6Address"),
    BASIC_LIST("basicList"),
    SUB_TEMPLATE_LIST("subTemplateList"),
    SUB_TEMPLATE_MULTI_LIST("subTemplateMultiList"),
    /// Not in any registry that we have: a number where its length allows, else bytes.
    UNKNOWN("unknown");

    private static final Map<String, ElementType> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(t -> t.word, Function.identity()));

    private final String word;

    ElementType(String word) {
        this.word = word;
    }

    static ElementType parse(String word) {
        ElementType type = BY_WORD.get(word);
        if (type == null) {
            throw new IllegalArgumentException("no data type is called " + word);
        }
        return type;
    }
}
