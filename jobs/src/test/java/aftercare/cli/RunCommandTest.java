package aftercare.cli;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.config.ExitStatus;
import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.lake.Lake;
import aftercare.serve.MartsTarget;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run computes from rows it has just loaded and publishes rows it has just computed: they must be those that the lake
 * keeps.
 */
class RunCommandTest {
    @TempDir
    private Path folder;

    @Test
    void whatARunPublishesIsWhatItsLakeKeeps() throws Exception {
        CompanyGenerator.generate(
                GenerateOptions.into(folder.resolve("landing")).withRepairs(400).withMonths(14));
        CommandLineUnderTest line = new CommandLineUnderTest(folder, Map.of()).withEveryCommand();
        ExitStatus status = line.run(
                "run",
                "--input",
                folder.resolve("landing").toString(),
                "--lake",
                folder.resolve("lake").toString(),
                "--as-of",
                "2026-10-31",
                "--marts",
                "embedded:" + folder.resolve("marts"));
        assertThat(status).as(line.err()).isEqualTo(ExitStatus.DONE);

        Lake lake = Lake.open(
                TestSpark.session().newSession(), folder.resolve("lake").toString(), ZoneId.of("UTC"));
        List<String> filled = new ArrayList<>();
        try (MartsTarget marts = MartsTarget.open("embedded:" + folder.resolve("marts"))) {
            Properties login = new Properties();
            login.setProperty("password", Files.readString(marts.passwordFile().orElseThrow()));
            for (GoldContract contract : Contracts.load().gold()) {
                if (!lake.hasTable(lake.gold(contract.table()))) {
                    continue;
                }
                Dataset<Row> published = lake.spark().read().jdbc(marts.jdbcUrl(), "marts." + contract.table(), login);
                List<String> kept = texts(lake.read(lake.gold(contract.table())), contract);
                assertThat(texts(published, contract)).as(contract.table()).isEqualTo(kept);
                if (!kept.isEmpty()) {
                    filled.add(contract.table());
                }
            }
        }
        assertThat(filled)
                .contains("satisfaction_month", "outlet_kpi_month", "promise_month", "dim_outlet", "load_ledger");
    }

    /** Rows as texts, sorted; instants as the microseconds that Postgres and the lake both keep. */
    private static List<String> texts(Dataset<Row> rows, GoldContract contract) {
        return rows
                .select(contract.columns().stream()
                        .map(column -> col(column.name()).cast("string"))
                        .toArray(Column[]::new))
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }
}
