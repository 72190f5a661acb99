package dev.reeve.formats;

import dev.reeve.formats.mail.Attachments;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.template.SenderTemplate;
import dev.reeve.formats.template.TemplateFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The reference page of the formats, written from themselves.
final class FormatsPage {
    private FormatsPage() {}

    static String text(Formats formats) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# Formats",
                "",
                "What Reeve reads, written from the formats themselves. The first that recognises a message reads it, in this order;",
                "a message that was forwarded as an attachment is tried as if it had come by itself. `./reeve read FILE` shows what is",
                "read from a message of yours.",
                "",
                "| format | reads | needs | is fooled by | samples |",
                "|---|---|---|---|---|"));
        Map<String, List<String>> samples = samples(formats);
        for (ReportFormat format : formats.list()) {
            About about = format.about();
            lines.add("| `" + format.name() + "` | " + about.reads() + " | " + about.needs() + " | " + about.fooledBy()
                    + " | " + String.join(", ", samples.getOrDefault(format.name(), List.of())) + " |");
        }
        lines.addAll(List.of(
                "",
                "## Templates of known senders",
                "",
                "Shipped with `template/1`; [write your own](../how-to/write-a-sender-template.md). When mail of one of these senders",
                "isn't read by a template any more, its name is in what was read, and `./reeve read --json` prints it as `drifted`.",
                "",
                "| template | senders |",
                "|---|---|"));
        formats.list().stream()
                .filter(TemplateFormat.class::isInstance)
                .flatMap(f -> ((TemplateFormat) f).templates().stream())
                .map(FormatsPage::row)
                .forEach(lines::add);
        lines.addAll(limits());
        return String.join("\n", lines) + "\n";
    }

    private static String row(SenderTemplate template) {
        return "| `" + template.name() + "` | "
                + (template.senders().isEmpty() ? "anybody" : String.join(", ", template.senders())) + " |";
    }

    private static List<String> limits() {
        return List.of(
                "",
                "## Limits",
                "",
                "| of | at most |",
                "|---|---|",
                "| a message | " + RawMessage.SIZE_BYTES_MAX + " bytes |",
                "| files in its attachments | " + Attachments.FILES_MAX + " |",
                "| archives in archives | " + Attachments.DEPTH_MAX + " |",
                "| all files after unpacking | " + Attachments.UNPACKED_BYTES_MAX + " bytes |",
                "| growth of one file when unpacked | " + Attachments.RATIO_MAX + " times |",
                "",
                "What breaks a limit is named in the notes of what was read, or in the reason for which a message waits.");
    }

    private static Map<String, List<String>> samples(Formats formats) throws IOException {
        Map<String, List<String>> samples = new TreeMap<>();
        for (Path sample : SamplesTest.samples()) {
            String name = sample.getFileName().toString();
            String format = formats.parse(name, Files.readAllBytes(sample), Provider.UNKNOWN)
                    .format();
            String link = "[" + name.replaceFirst("\\.\\w+$", "") + "](../../samples/"
                    + sample.getParent().getFileName() + "/" + name + ")";
            samples.computeIfAbsent(format, f -> new ArrayList<>()).add(link);
        }
        return samples;
    }
}
