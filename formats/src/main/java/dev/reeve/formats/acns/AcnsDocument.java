package dev.reeve.formats.acns;

import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.PlacedText;
import dev.reeve.formats.xml.XmlElement;
import dev.reeve.formats.xml.XmlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One `Infringement`, of whatever version.
///
/// @param around the text that it stands in
/// @param begin index of its first character there
record AcnsDocument(XmlElement root, PlacedText around, int begin, int end) {
    /// Most in one mail.
    static final int DOCUMENTS_MAX = 500;

    static List<AcnsDocument> list(PlacedText text) {
        List<AcnsDocument> documents = new ArrayList<>();
        Optional<XmlReader.Found> found = XmlReader.find(text.text(), "Infringement", 0);
        while (found.isPresent() && documents.size() < DOCUMENTS_MAX) {
            documents.add(new AcnsDocument(
                    found.get().element(),
                    text,
                    found.get().begin(),
                    found.get().end()));
            found = XmlReader.find(text.text(), "Infringement", found.get().end());
        }
        return documents;
    }

    String value(String... path) {
        return PlacedText.proper(root.text(path)).replaceAll("\\s+", " ").strip();
    }

    Optional<XmlElement> find(String... path) {
        return root.find(path);
    }

    Span span(String what, XmlElement element) {
        return around.span(what, element.at(), element.length());
    }

    List<XmlElement> items() {
        return root.list("Content").flatMap(content -> content.list("Item")).toList();
    }

    /// What makes two copies in one mail the same notice.
    String identity() {
        return value("Case", "ID") + "|" + value("Source", "IP_Address") + "|" + value("Source", "Port") + "|"
                + value("Source", "TimeStamp");
    }

    boolean isRetraction() {
        return root.list("Type").anyMatch(t -> t.attribute("Retraction").equalsIgnoreCase("true"))
                || value("Case", "Status").toLowerCase(java.util.Locale.ROOT).matches("retract.*|withdrawn.*|cancel.*");
    }
}
