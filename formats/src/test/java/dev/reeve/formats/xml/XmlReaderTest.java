package dev.reeve.formats.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class XmlReaderTest {
    private static XmlElement read(String text) {
        return XmlReader.find(text, "a", 0).orElseThrow().element();
    }

    @Test
    void textAttributesAndPlaces() {
        String text = "prose <n:a xmlns:n='x'><b C=\"1 &amp; 2\"> Tom &amp; Jerry &#233; </b><b/></n:a> more";
        XmlElement root = read(text);
        XmlElement b = root.list("B").findFirst().orElseThrow();
        assertThat(b.text()).isEqualTo("Tom & Jerry \u00E9");
        assertThat(b.attribute("c")).isEqualTo("1 & 2");
        assertThat(text.substring(b.at(), b.at() + b.length())).isEqualTo("Tom &amp; Jerry &#233;");
        assertThat(root.children()).hasSize(2);
    }

    @Test
    void noEntityIsDeclaredExpandedOrFetched() {
        String bomb =
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"&x;&x;\">]><a><b>&x;&y;</b></a>";
        assertThat(read(bomb).text("b")).isEqualTo("&x;&y;");
    }

    @Test
    void bareAmpersandsOpenTagsAndSectionsAreTaken() {
        XmlElement root = read("<a><b>R&B <3</b><c><![CDATA[<x> & y]]></c><d>open<e>1</e>");
        assertThat(root.text("b")).isEqualTo("R&B <3");
        assertThat(root.text("c")).isEqualTo("<x> & y");
        assertThat(root.text("d", "e")).isEqualTo("1");
    }

    @Test
    void depthHasAnEnd() {
        assertThat(read("<a>" + "<b>".repeat(100_000)).all()).hasSizeLessThan(XmlReader.ELEMENTS_MAX);
    }

    @Test
    void whatFollowsIsNotTaken() {
        XmlReader.Found first = XmlReader.find("<a>1</a><a>2</a>", "a", 0).orElseThrow();
        assertThat(first.element().text()).isEqualTo("1");
        assertThat(XmlReader.find("<a>1</a><a>2</a>", "a", first.end())
                        .orElseThrow()
                        .element()
                        .text())
                .isEqualTo("2");
        assertThat(XmlReader.find("<abc>1</abc>", "a", 0)).isEmpty();
    }
}
