package dev.reeve.rules.yaml;

import java.util.List;

/// A value in a YAML file and where it begins.
public sealed interface YamlNode {
    Mark at();

    /// What it is called in messages: `a word`, `a list`, `a block of keys`.
    String called();

    /// Text, not yet understood as a number, a date or a word.
    ///
    /// @param start index of its first character in the file, in code points, quotes and block header
    ///     included
    /// @param block written with `|` or `>`: its text begins on the next line
    record Scalar(Mark at, String text, int start, boolean block) implements YamlNode {
        @Override
        public String called() {
            return "a single value";
        }
    }

    record Sequence(Mark at, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String called() {
            return "a list";
        }
    }

    /// Keys in the order of the file; a key may stand twice, which the reader of the mapping reports.
    record Mapping(Mark at, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String called() {
            return "a block of keys";
        }
    }

    record Entry(Scalar key, YamlNode value) {}
}
