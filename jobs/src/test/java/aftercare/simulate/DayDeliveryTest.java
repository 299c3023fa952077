package aftercare.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.AftercareException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayDeliveryTest {
    private static final String[] UNCHANGED = {
        "outlet_id", "model_id", "opened_at", "serial_no", "customer_id", "sold_on"
    };

    @TempDir
    private static Path folder;

    private static GenerateOptions options;
    private static Map<String, Landing.Row> before;

    @BeforeAll
    static void generate() throws IOException {
        options = GenerateOptions.into(folder.resolve("base"))
                .withRepairs(8_000)
                .withMonths(8)
                .withDirtyShare(0);
        CompanyGenerator.generate(options);
        before = new Landing(options.out()).orders();
    }

    @Test
    void threeFifthsAreNewOrdersOfTheDayAndTheRestNewerVersionsOfOlderOnes() throws IOException {
        LocalDate day = LocalDate.of(2026, 11, 1);
        CompanyGenerator.generateDay(options, folder.resolve("day1"), day, 200);
        List<Landing.Row> rows = new Landing(folder.resolve("day1")).rows("repairs");
        assertThat(rows).hasSize(200).allMatch(Landing::sound);
        List<Landing.Row> fresh = rows.stream()
                .filter(row -> !before.containsKey(row.get("repair_id")))
                .toList();
        assertThat(fresh)
                .hasSize(120)
                .allMatch(row -> row.instant("opened_at").toLocalDate().equals(day));
        for (Landing.Row row : rows) {
            Landing.Row known = before.get(row.get("repair_id"));
            if (known != null) {
                assertThat(row.instant("updated_at")).isAfter(known.instant("updated_at"));
                for (String column : UNCHANGED) {
                    assertThat(row.get(column)).as(column).isEqualTo(known.get(column));
                }
            }
        }
    }

    @Test
    void aSecondDayKnowsTheOrdersOfTheFirst() throws IOException {
        CompanyGenerator.generateDay(options, folder.resolve("d1"), LocalDate.of(2026, 11, 1), 300);
        CompanyGenerator.generateDay(options, folder.resolve("d2"), LocalDate.of(2026, 11, 2), 300);
        Map<String, Landing.Row> first = new Landing(folder.resolve("d1")).orders();
        Map<String, Landing.Row> second = new Landing(folder.resolve("d2")).orders();
        List<String> both = first.keySet().stream().filter(second::containsKey).toList();
        assertThat(both).isNotEmpty().anyMatch(id -> !before.containsKey(id));
        for (String id : both) {
            for (String column : UNCHANGED) {
                assertThat(second.get(id).get(column)).isEqualTo(first.get(id).get(column));
            }
        }
    }

    @Test
    void aDayWithinTheCompanysMonthsIsRefused() {
        assertThatThrownBy(() -> CompanyGenerator.generateDay(options, folder, LocalDate.of(2026, 10, 31), 10))
                .isInstanceOf(AftercareException.class)
                .hasMessageContaining("2026-10-31");
    }
}
