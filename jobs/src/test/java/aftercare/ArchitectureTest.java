package aftercare;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.EnvironmentVariables;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may use whom. A package that does not exist yet breaks nothing; a new one has to be given its place here. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("aftercare");

    private static final Map<String, List<String>> MAY_USE = Map.of(
            "config", List.of(),
            "stats", List.of(),
            "timeseries", List.of(),
            "table", List.of(),
            "contract", List.of("table", "config"),
            "lake", List.of("table", "contract", "config"),
            "ingest", List.of("table", "lake", "contract", "config"),
            "simulate", List.of("table", "lake", "contract", "config"),
            "serve", List.of("table", "lake", "contract", "config"),
            "measure", List.of("table", "stats", "timeseries", "lake", "contract", "config"));

    static final Set<String> PACKAGES_BELOW_CLI = MAY_USE.keySet();

    @ParameterizedTest
    @FieldSource("PACKAGES_BELOW_CLI")
    void aPackageUsesOnlyThoseItStandsUpon(String name) {
        String[] allowed = Stream.concat(Stream.of(name), MAY_USE.get(name).stream())
                .map(ArchitectureTest::in)
                .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage(in(name)))
                .should()
                .dependOnClassesThat(resideInAPackage("aftercare..").and(not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(OURS.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith("aftercare."))
                        .map(name -> name.split("\\.", -1)[1])
                        .collect(Collectors.toSet()))
                .contains("cli", "config", "contract")
                .allMatch(name -> name.equals("cli") || MAY_USE.containsKey(name));
    }

    @Test
    void nothingUsesTheCommandLine() {
        noClasses()
                .that(not(resideInAPackage("aftercare.cli..")))
                .should()
                .dependOnClassesThat(resideInAPackage("aftercare.cli.."))
                .check(OURS);
    }

    /** An engine runs commands of other processes, whose variables are not its own. */
    @Test
    void variablesAreThoseOfTheCommandNotOfTheProcess() {
        noClasses()
                .that(not(belongToAnyOf(EnvironmentVariables.class))
                        .and(not(simpleName("Surroundings")))
                        .and(resideInAPackage("aftercare..")))
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(OURS);
    }

    @Test
    void mathematicsKnowsNoSpark() {
        noClasses()
                .that(resideInAnyPackage("aftercare.stats..", "aftercare.timeseries.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.apache.spark..", "io.delta..", "org.apache.hadoop..", "scala.."))
                .allowEmptyShould(true)
                .check(OURS);
    }

    /** They meet in gold tables. What several need lies in facts; the engine knows measures by their interface only. */
    @Test
    void measuresNeverUseOneAnother() {
        JavaClasses questions = OURS.that(not(resideInAnyPackage(
                "aftercare.measure.api..", "aftercare.measure.engine..", "aftercare.measure.facts..")));
        slices().matching("aftercare.measure.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAPackage("aftercare.measure.."),
                        resideInAnyPackage("aftercare.measure.api..", "aftercare.measure.facts.."))
                .check(questions);
    }

    @Test
    void theRoomsOfMeasuresStandUponOneAnotherInOneOrder() {
        noClasses()
                .that(resideInAPackage("aftercare.measure.api.."))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("aftercare.measure..").and(not(resideInAPackage("aftercare.measure.api.."))))
                .check(OURS);
        noClasses()
                .that(resideInAnyPackage("aftercare.measure.facts..", "aftercare.measure.engine.."))
                .should()
                .dependOnClassesThat(resideInAPackage("aftercare.measure..")
                        .and(not(resideInAnyPackage(
                                "aftercare.measure.api..", "aftercare.measure.facts..", "aftercare.measure.engine.."))))
                .check(OURS);
        noClasses()
                .that(resideInAPackage("aftercare.measure..")
                        .and(not(resideInAnyPackage("aftercare.measure.engine..", "aftercare.measure.closing.."))))
                .should()
                .dependOnClassesThat(resideInAPackage("aftercare.measure.engine.."))
                .check(OURS);
    }

    @Test
    void thereAreNoDrawersForOddsAndEnds() {
        noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Common)").check(OURS);
    }

    @Test
    void timeIsJavaTime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .check(OURS);
    }

    @Test
    void onlyTheCommandLinePrints() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(OURS.that(not(resideInAPackage("aftercare.cli.."))));
    }

    private static String in(String name) {
        return "aftercare." + name + "..";
    }
}
