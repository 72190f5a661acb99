package dev.reeve.actuators.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.actuators.Orders;
import dev.reeve.core.actions.ActionOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final ActionOrder ORDER = Orders.onAddress("203.0.113.10")
            .external("user", "a b/../{secret}&<x>\"'")
            .with(Map.of("port", "25"))
            .order("act-1");

    private static String render(String template, Escape escape) {
        return Template.parse(template).render(ORDER, escape, "geheim");
    }

    @Test
    void everyNameStandsForItsValue() {
        assertThat(render(
                        "{action} {case} {step} {resource} {account} {service} {node} {param.port} {secret}",
                        Escape.JSON))
                .isEqualTo("act-1 case-7 restrict 203.0.113.10 acme vps-1 node-a 25 geheim");
    }

    @Test
    void valuesAreEscapedForTheirPlaceAndTheTextAroundIsNot() {
        assertThat(render("/u/{external.user}?x=1", Escape.URL))
                .isEqualTo("/u/a%20b%2F..%2F%7Bsecret%7D%26%3Cx%3E%22%27?x=1");
        assertThat(render("<u>{external.user}</u>", Escape.XML))
                .isEqualTo("<u>a b/../{secret}&amp;&lt;x&gt;&quot;&apos;</u>");
        assertThat(render("{external.user}", Escape.POINTER)).isEqualTo("a b~1..~1{secret}&<x>\"'");
    }

    @Test
    void aValueIsNeverLookedAtForPlaceholders() {
        assertThat(render("{external.user}", Escape.JSON)).contains("{secret}").doesNotContain("geheim");
    }

    @Test
    void bracesThatBeginNoNameStayBraces() {
        assertThat(render("[0-9]{1,3} {\"a\": {{x}}", Escape.JSON)).isEqualTo("[0-9]{1,3} {\"a\": {x}}");
    }

    @Test
    void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
        assertThatThrownBy(() -> Template.parse("{evidence}"))
                .hasMessageStartingWith("has the unknown placeholder {evidence}; write {action}, {case}");
        assertThatThrownBy(() -> Template.parse("{external.}")).hasMessageContaining("unknown placeholder");
        assertThatThrownBy(() -> Template.parse("{action")).hasMessageContaining("not closed");
    }

    @Test
    void aMissingOrHarmfulValueMakesTheOrderUnusable() {
        assertThatThrownBy(() -> render("{param.rate}", Escape.JSON)).hasMessage("this order has no {param.rate}");
        ActionOrder odd =
                Orders.onAddress("203.0.113.10").external("user", "a\r\nX: y").order("act-1");
        assertThatThrownBy(() -> Template.parse("{external.user}").render(odd, Escape.HEADER))
                .isInstanceOf(UnusableOrderException.class);
        assertThatThrownBy(() -> Template.parse("{external.user}").render(odd, Escape.ARGUMENT))
                .isInstanceOf(UnusableOrderException.class);
    }
}
