package dev.reeve.network.detect;

import java.util.Set;
import java.util.TreeSet;

/// The ports that a detector looks at: at the client's end or at the other, or any.
///
/// @param ofClient whether the client's own ports are meant
/// @param numbers empty for any
public record Ports(boolean ofClient, Set<Integer> numbers) {
    public static final Ports ANY = new Ports(true, Set.of());

    public Ports {
        numbers = Set.copyOf(numbers);
    }

    public static Ports ofClient(int... numbers) {
        return new Ports(true, set(numbers));
    }

    public static Ports ofOthers(int... numbers) {
        return new Ports(false, set(numbers));
    }

    private static Set<Integer> set(int... numbers) {
        Set<Integer> set = new TreeSet<>();
        for (int number : numbers) {
            set.add(number);
        }
        return set;
    }
}
