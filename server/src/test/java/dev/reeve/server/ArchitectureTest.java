package dev.reeve.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The module map of ARCHITECTURE.md, checked.
///
/// ```
/// core ◄── rules, formats, network, actuators ◄── agent (actuators only), collector (network only), server
/// ```
final class ArchitectureTest {

    /// Raise it as the code grows: a rule over too few classes proves nothing.
    private static final int CLASSES_MIN = 12;

    /// The places that put parts together; everything else is handed its time.
    private static final String[] CLOCK_READERS = {"dev.reeve.server.app..", "dev.reeve.agent"};

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.time.Clock.system",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.systemUTC",
            "java.time.Instant.now",
            "java.time.InstantSource.system",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.LocalTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now");

    private static final JavaClasses REEVE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.reeve");

    @Test
    void enoughClassesAreSeenForTheRulesToMeanSomething() {
        assertThat(REEVE).hasSizeGreaterThanOrEqualTo(CLASSES_MIN);
        assertThat(Stream.of("core", "rules", "formats", "network", "collector", "actuators", "agent", "server"))
                .allMatch(module -> REEVE.containPackage("dev.reeve." + module));
    }

    @Test
    void coreStandsOnJavaAlone() {
        classes()
                .that()
                .resideInAPackage("dev.reeve.core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("dev.reeve.core..", "java..", "org.jspecify.annotations"))
                .check(REEVE);
    }

    @Test
    void rulesKnowOnlyCore() {
        module("rules").knowsOnly("core");
    }

    @Test
    void formatsKnowOnlyCore() {
        module("formats").knowsOnly("core");
    }

    @Test
    void networkKnowsOnlyCore() {
        module("network").knowsOnly("core");
    }

    @Test
    void theCollectorKnowsCoreAndNetwork() {
        module("collector").knowsOnly("core", "network");
    }

    @Test
    void actuatorsKnowOnlyCore() {
        module("actuators").knowsOnly("core");
    }

    @Test
    void theAgentKnowsCoreAndActuators() {
        module("agent").knowsOnly("core", "actuators");
    }

    @Test
    void onlyTheServerKnowsSpring() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.reeve.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(REEVE);
    }

    @Test
    void timeIsHandedInExceptWherePartsArePutTogether() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CLOCK_READERS)
                .should()
                .accessTargetWhere(theTargetReadsTheClock())
                .because("a test clock must be able to stand in: take an InstantSource, and call instant() on it")
                .check(REEVE);
    }

    @Test
    void noRowsAreLeftStreaming() {
        noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .because("it keeps a connection until somebody closes the stream: take list() or set()")
                .check(REEVE);
    }

    private static DescribedPredicate<JavaAccess<?>> theTargetReadsTheClock() {
        return DescribedPredicate.describe(
                "the target reads the machine's clock",
                access -> CLOCKS.contains(access.getTargetOwner().getName() + "."
                        + access.getTarget().getName()));
    }

    private static Module module(String name) {
        return new Module(name);
    }

    private record Module(String name) {

        /// Says nothing about other people's code, only about which of our modules this one may touch.
        void knowsOnly(String... others) {
            String[] known = Stream.concat(Stream.of(name), Arrays.stream(others))
                    .map(module -> "dev.reeve." + module + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.reeve." + name + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.reeve..").and(resideOutsideOfPackages(known)))
                    .check(REEVE);
        }
    }
}
