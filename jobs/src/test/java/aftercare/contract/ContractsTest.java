package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contract is trusted only once it has been checked, and a wrong name is answered with the right ones. */
class ContractsTest {
    private static final Path SHIPPED = Path.of(System.getProperty("aftercare.project"), "schemas");

    @TempDir
    private Path schemas;

    @BeforeEach
    void copySomeOfTheShippedContracts() throws IOException {
        for (String file :
                List.of("source.schema.json", "gold.schema.json", "sources/regions.yaml", "gold/dim_region.yaml")) {
            Files.createDirectories(schemas.resolve(file).getParent());
            Files.copy(SHIPPED.resolve(file), schemas.resolve(file));
        }
    }

    @Test
    void whatIsChangedInTheFolderCounts() throws IOException {
        replace("sources/regions.yaml", "title: Regions", "title: Provinces");
        assertThat(Contracts.read(schemas).source("regions").title().en()).isEqualTo("Provinces");
    }

    @Test
    void aSourceThatBreaksTheSchemaIsRefusedNamingFileAndPlace() throws IOException {
        replace("sources/regions.yaml", "type: double", "type: number");
        AftercareException refused = refusal();
        assertThat(refused.code()).isEqualTo(ErrorCode.BAD_CONTRACT);
        assertThat(refused).hasMessageStartingWith("AFC-1101").hasMessageContaining("regions.yaml");
        assertThat(refused.reason())
                .contains("line %d, column 11: type: ".formatted(lineOf("sources/regions.yaml", "type: number")));
    }

    @Test
    void aGoldTableThatBreaksTheSchemaIsRefusedNamingFileAndPlace() throws IOException {
        replace("gold/dim_region.yaml", "key: [region_id]", "key: []");
        AftercareException refused = refusal();
        assertThat(refused.code()).isEqualTo(ErrorCode.BAD_CONTRACT);
        assertThat(refused).hasMessageContaining("dim_region.yaml");
        assertThat(refused.reason()).contains("key");
    }

    @Test
    void aColumnWithoutADescriptionIsRefused() throws IOException {
        replace("sources/regions.yaml", "    description: Name shown on dashboards", "    x: Name shown");
        assertThat(refusal().reason()).matches("line \\d+, column \\d+: columns\\[1]: .*description.*");
    }

    @Test
    void aContractThatNobodyTranslatedLoadsInEnglish() {
        GoldColumn name = Contracts.read(schemas).gold("dim_region").columns().get(1);

        assertThat(name.label().en()).isNotEmpty();
        assertThat(name.label().zh()).isEqualTo(name.label().en());
    }

    @Test
    void aTextInAnyOtherFormThanEnglishIsRefused() throws IOException {
        replace("sources/regions.yaml", "title: Regions", "title: {en: Regions, zh: Regions}");
        assertThat(refusal().reason()).contains("title");
    }

    @Test
    void aFileThatIsNoYamlIsRefusedNamingFileAndLine() throws IOException {
        Files.writeString(schemas.resolve("sources/regions.yaml"), "source: regions\ntitle: {Regions\n");
        AftercareException refused = refusal();
        assertThat(refused.code()).isEqualTo(ErrorCode.BAD_CONTRACT);
        assertThat(refused).hasMessageContaining("regions.yaml").hasMessageMatching(".*line [23], column .*");
    }

    @Test
    void anUnknownSourceIsAnsweredWithTheKnownOnes() {
        Contracts contracts = Contracts.load();
        AftercareException refused = catchThrowableOfType(AftercareException.class, () -> contracts.source("repair"));
        assertThat(refused.code().code()).isEqualTo("AFC-1103");
        assertThat(refused.reason()).contains(contracts.sourceNames());
    }

    @Test
    void anUnknownTableIsAnsweredWithTheKnownOnes() {
        Contracts contracts = Contracts.load();
        AftercareException refused =
                catchThrowableOfType(AftercareException.class, () -> contracts.gold("satisfaction"));
        assertThat(refused.code().code()).isEqualTo("AFC-1104");
        assertThat(refused.reason())
                .contains(contracts.gold().stream().map(GoldContract::table).toList());
    }

    @Test
    void aGroupIsTheTablesThatNameIt() {
        assertThat(Contracts.load().group("training"))
                .extracting(GoldContract::table)
                .containsExactly(
                        "training_effect",
                        "training_job",
                        "training_need",
                        "training_plan_person",
                        "training_plan_region");
    }

    @Test
    void anUnknownGroupIsAnsweredWithTheKnownOnes() {
        Contracts contracts = Contracts.load();
        AftercareException refused = catchThrowableOfType(AftercareException.class, () -> contracts.group("forcast"));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_TABLE);
        assertThat(refused.problem()).contains("'forcast'");
        assertThat(refused.reason()).contains("dimensions, forecast, ").contains("training");
        assertThat(refused.fix()).contains("Did you mean forecast?");
    }

    @Test
    void aContractStandsInTheFileOfItsName() throws IOException {
        Contracts contracts = Contracts.read(SHIPPED);
        assertThat(stems("sources")).containsExactlyInAnyOrderElementsOf(contracts.sourceNames());
        assertThat(stems("gold"))
                .containsExactlyInAnyOrderElementsOf(
                        contracts.gold().stream().map(GoldContract::table).toList());
    }

    private AftercareException refusal() {
        return catchThrowableOfType(AftercareException.class, () -> Contracts.read(schemas));
    }

    private int lineOf(String file, String text) throws IOException {
        List<String> lines = Files.readAllLines(schemas.resolve(file));
        return 1
                + lines.indexOf(lines.stream()
                        .filter(line -> line.contains(text))
                        .findFirst()
                        .orElseThrow());
    }

    private void replace(String file, String old, String now) throws IOException {
        String text = Files.readString(schemas.resolve(file));
        assertThat(text).contains(old);
        Files.writeString(schemas.resolve(file), text.replace(old, now));
    }

    private static List<String> stems(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .toList();
        }
    }
}
