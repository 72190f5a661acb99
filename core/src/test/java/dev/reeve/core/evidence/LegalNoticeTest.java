package dev.reeve.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.evidence.LegalNotice.Area;
import dev.reeve.core.evidence.LegalNotice.Element;
import dev.reeve.core.evidence.LegalNotice.Found;
import dev.reeve.core.evidence.LegalNotice.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LegalNoticeTest {
    private static LegalNotice with(Kind kind, Area area, Element... elements) {
        List<Found> found = Stream.of(elements)
                .map(e -> new Found(e, new Span(e.word(), "", 0, 1)))
                .toList();
        return LegalNotice.of(kind, area, found, List.of(), List.of(), List.of());
    }

    @Test
    void aClaimOfCopyrightNeedsAllSix() {
        assertThat(with(Kind.TAKEDOWN, Area.COPYRIGHT, Element.WORK, Element.LOCATOR)
                        .missing())
                .extracting(Element::word)
                .containsExactly("signature", "contact", "good-faith", "perjury");
        assertThat(with(Kind.TAKEDOWN, Area.COPYRIGHT, Element.values()).missing())
                .isEmpty();
    }

    @Test
    void aCounterNoticeNeedsFour() {
        assertThat(with(Kind.COUNTER_NOTICE, Area.COPYRIGHT).missing())
                .extracting(Element::word)
                .containsExactly("signature", "locator", "contact", "perjury");
    }

    @Test
    void otherAreasAndARetractionLackNothing() {
        assertThat(with(Kind.TAKEDOWN, Area.TRADEMARK).missing()).isEmpty();
        assertThat(with(Kind.RETRACTION, Area.COPYRIGHT).missing()).isEmpty();
    }

    @Test
    void whatIsFoundIsNotMissing() {
        List<Found> found = List.of(new Found(Element.WORK, new Span("work", "", 0, 1)));
        assertThatThrownBy(() -> new LegalNotice(
                        Kind.TAKEDOWN, Area.COPYRIGHT, found, List.of(Element.WORK), List.of(), List.of(), List.of()))
                .hasMessage("work is found or missing, not both");
    }
}
