package dev.reeve.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.TestSite;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMethodMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

final class RouteRulesTest {
    private static final Map<String, RequestMappingHandlerMapping> MAPPINGS =
            TestSite.get().context().getBeansOfType(RequestMappingHandlerMapping.class);

    @Test
    void everyRouteHasARule() {
        assertThat(MAPPINGS.values().stream().flatMap(m -> m.getHandlerMethods().entrySet().stream()))
                .hasSizeGreaterThan(8)
                .allSatisfy(route -> assertThat(AccessGate.rule(route.getValue()))
                        .as("%s has no @Allowed", route.getKey())
                        .isPresent());
    }

    @Test
    void noOtherMappingLeadsPastTheGate() {
        assertThat(TestSite.get().context().getBeansOfType(HandlerMapping.class).values())
                .filteredOn(m -> !(m instanceof RequestMappingHandlerMapping))
                .filteredOn(m -> !(m instanceof AbstractHandlerMethodMapping<?> other)
                        || !other.getHandlerMethods().isEmpty())
                .extracting(m -> m.getClass().getSimpleName())
                .containsOnly(
                        "BeanNameUrlHandlerMapping",
                        "RouterFunctionMapping",
                        "SimpleUrlHandlerMapping",
                        "WelcomePageHandlerMapping",
                        "WelcomePageNotAcceptableHandlerMapping");
    }

    @Test
    void aHandlerWithoutARuleAnswersNobody() throws NoSuchMethodException {
        HandlerMethod bare = new HandlerMethod(this, RouteRulesTest.class.getDeclaredMethod("everyRouteHasARule"));
        assertThat(AccessGate.rule(bare)).isEmpty();
    }
}
