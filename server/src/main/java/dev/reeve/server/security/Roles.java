package dev.reeve.server.security;

import dev.reeve.core.policy.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Roles as the tables and the command line write them: words with spaces between.
final class Roles {
    private Roles() {}

    static String text(Collection<Role> roles) {
        return roles.stream().sorted().map(Role::word).collect(Collectors.joining(" "));
    }

    /// @throws IllegalArgumentException naming a word that is no role
    static Set<Role> parse(String words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(words.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .map(Role::parse)
                .forEach(roles::add);
        return roles;
    }
}
