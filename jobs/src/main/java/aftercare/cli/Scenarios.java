package aftercare.cli;

import static org.apache.spark.sql.functions.lit;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contract;
import aftercare.ingest.SingleFile;
import aftercare.measure.api.Scenario;
import aftercare.table.SalesForecastsTable;
import aftercare.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads from the settings which what-if is asked. */
final class Scenarios {
    private static final List<Setting<? extends Optional<?>>> ASSUMPTIONS = List.of(
            SettingsCatalog.UTILISATION,
            SettingsCatalog.ON_SITE_HOURS,
            SettingsCatalog.WARRANTY_MONTHS,
            SettingsCatalog.SALES_PLAN);

    private Scenarios() {}

    /**
     * Refuses assumptions without a name to keep them under, a name without assumptions, and a plan that is not there.
     *
     * @throws AftercareException AFC-1002, AFC-2001
     */
    static void check(Settings settings) {
        String assumed = ASSUMPTIONS.stream()
                .filter(setting -> settings.of(setting).isPresent())
                .map(Setting::flag)
                .collect(Collectors.joining(", "));
        boolean named = settings.of(SettingsCatalog.SCENARIO).isPresent();
        if (named && assumed.isEmpty()) {
            throw new AftercareException(
                    ErrorCode.BAD_OPTION,
                    "The scenario assumes nothing.",
                    "--scenario was given without anything that is otherwise than in the base plan.",
                    "Say what is to be assumed with "
                            + ASSUMPTIONS.stream().map(Setting::flag).collect(Collectors.joining(", "))
                            + ", or leave --scenario out.");
        }
        if (!named && !assumed.isEmpty()) {
            throw new AftercareException(
                    ErrorCode.BAD_OPTION,
                    "An assumption has no scenario to belong to.",
                    assumed + " would change the base plan, which is never done.",
                    "Name the scenario: --scenario NAME.");
        }
        settings.of(SettingsCatalog.SALES_PLAN).ifPresent(SingleFile::require);
    }

    /** The scenario asked for; the base plan where none is. */
    static Scenario asked(Settings settings, LakeWork work) {
        Optional<String> name = settings.of(SettingsCatalog.SCENARIO);
        if (name.isEmpty()) {
            return Scenario.BASE;
        }
        return new Scenario(
                name.get(),
                settings.of(SettingsCatalog.UTILISATION).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                settings.of(SettingsCatalog.ON_SITE_HOURS)
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty()),
                settings.of(SettingsCatalog.WARRANTY_MONTHS)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()),
                settings.of(SettingsCatalog.SALES_PLAN)
                        .map(file -> salesPlan(file, name.get(), settings.of(SettingsCatalog.AS_OF), work)));
    }

    /**
     * A plan for a what-if need not say which plan it is or when it was issued: it counts as issued on the as-of day.
     */
    private static Scenario.SalesPlan salesPlan(Path file, String scenario, LocalDate asOf, LakeWork work) {
        Contract contract = work.contracts()
                .source(Tables.SALES_FORECASTS)
                .withDefaults(Map.of(
                        SalesForecastsTable.PLAN_ID,
                        "scenario " + scenario,
                        SalesForecastsTable.ISSUED_ON,
                        asOf.toString()));
        Dataset<Row> rows = new SingleFile(work.lake().spark(), work.lake().zone())
                .rows(file, contract)
                .withColumn(SalesForecastsTable.PLAN_ID, lit("scenario " + scenario))
                .withColumn(SalesForecastsTable.ISSUED_ON, lit(asOf));
        return new Scenario.SalesPlan(String.valueOf(file.getFileName()), sha256(file), () -> rows);
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
