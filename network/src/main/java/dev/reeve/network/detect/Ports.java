package dev.reeve.network.detect;

import java.util.Set;
import java.util.TreeSet;

/// The ports that a detector looks at: at the client's end, at the other, at either, or any.
///
/// @param ofClient whether the client's own ports are meant
/// @param ofOthers whether ports at the other end are
/// @param numbers empty for any
public record Ports(boolean ofClient, boolean ofOthers, Set<Integer> numbers) {
    public static final Ports ANY = new Ports(true, true, Set.of());

    public Ports {
        numbers = Set.copyOf(numbers);
    }

    public static Ports ofClient(int... numbers) {
        return new Ports(true, false, set(numbers));
    }

    public static Ports ofOthers(int... numbers) {
        return new Ports(false, true, set(numbers));
    }

    public static Ports ofEither(int... numbers) {
        return new Ports(true, true, set(numbers));
    }

    private static Set<Integer> set(int... numbers) {
        Set<Integer> set = new TreeSet<>();
        for (int number : numbers) {
            set.add(number);
        }
        return set;
    }
}
