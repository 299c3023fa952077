package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.config.Language;
import aftercare.contract.SpreadsheetTemplate;
import aftercare.ingest.Ingest;
import aftercare.lake.Lake;
import aftercare.lake.LedgerEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ListAssert;
import org.assertj.core.groups.Tuple;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What departments fill in by hand: templates load as they are, and standards that cannot hold are refused with line
 * and reason.
 */
class HandFilledTest {
    @TempDir
    private static Path folder;

    private static Ingest.Report report;
    private static Lake lake;

    @BeforeAll
    static void load() throws IOException {
        Path landing = folder.resolve("landing");
        for (String source : List.of("skills", "survey_answers", "competitor_offers")) {
            ByteArrayOutputStream empty = new ByteArrayOutputStream();
            new SpreadsheetTemplate(
                            Pipeline.contracts().source(source), source.equals("skills") ? Language.ZH_CN : Language.EN)
                    .write(empty);
            Delivered.bytes(landing, source + "/template.xlsx", empty.toByteArray());
        }
        Delivered.bytes(landing, "standards/2-filled.xlsx", filled());
        Delivered.text(
                landing,
                "standards/1-typed.csv",
                "metric,scope,scope_id,valid_from,target,floor",
                "onsite_visit,all,all,2026-01-01,0.9,0.95",
                "response_hours_p50,all,all,2026-01-01,8,4",
                "response_hours_p50,all,all,2026-02-01,8,24",
                "nps,region,north,2026-01-01,50,20",
                "nps,region,north,2026-01-01,60,20",
                "hotline_answered,all,all,2026-01-01,0.9,",
                "hotline_answered,all,all,2026-01-01,0.9,",
                "called_back,tier,A,2026-01-01,1,1");
        Pipeline pipeline = new Pipeline(folder.resolve("lake"));
        report = pipeline.tryLoad(landing, List.of(), 0.6);
        lake = pipeline.lake();
    }

    /** The template of standards as a person would fill it in: text, a day and a number per row. */
    private static byte[] filled() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Aftercare", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("standards");
            List<String> headers = List.of("指标", "范围", "适用对象", "生效日期", "目标值", "底线");
            for (int i = 0; i < headers.size(); i++) {
                sheet.value(0, i, headers.get(i));
            }
            sheet.value(1, 0, "return_accepted");
            sheet.value(1, 1, "大区");
            sheet.value(1, 2, "north");
            sheet.value(1, 3, LocalDate.of(2026, 3, 1));
            sheet.style(1, 3).format("yyyy-mm-dd").set();
            sheet.value(1, 4, 0.97);
        }
        return bytes.toByteArray();
    }

    @Test
    void anEmptyTemplateLoadsAsNoRowsAndNoError() {
        assertThat(report.failure()).isNull();
        assertThat(report.entries())
                .filteredOn(entry -> entry.path().endsWith("template.xlsx"))
                .hasSize(3)
                .allSatisfy(entry -> {
                    assertThat(entry.status()).isEqualTo(LedgerEntry.LOADED);
                    assertThat(entry.read()).isZero();
                    assertThat(entry.unknownColumns()).isEmpty();
                });
    }

    @Test
    void whatIsFilledInBecomesRows() {
        List<Row> rows = lake.read(lake.silver("standards"))
                .filter("metric = 'return_accepted'")
                .select("scope", "scope_id", "valid_from", "target")
                .collectAsList();
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.getString(0)).isEqualTo("region");
            assertThat(row.getDate(2).toString()).isEqualTo("2026-03-01");
            assertThat(row.getDouble(3)).isEqualTo(0.97);
        });
    }

    @Test
    void aTargetWorseThanItsFloorIsRefusedWithItsLine() {
        refusals("target_below_floor")
                .extracting(Tuple::toList)
                .extracting(row -> row.get(0))
                .containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void versionsOfTheSameDayThatDifferAreAllRefusedAndAPlainCopyIsNot() {
        String reason =
                "lines 5, 6 say different things of the same metric, scope, scope_id, valid_from; only one can hold";
        refusals("overlapping_version").containsExactlyInAnyOrder(tuple(5, reason), tuple(6, reason));
        assertThat(lake.read(lake.silver("standards"))
                        .filter("metric = 'hotline_answered'")
                        .count())
                .isEqualTo(1);
        assertThat(lake.read(lake.silver("standards"))
                        .filter("metric = 'called_back'")
                        .count())
                .isEqualTo(1);
    }

    private static ListAssert<Tuple> refusals(String rule) {
        return assertThat(lake
                .read(lake.quarantine("standards"))
                .filter("rule = '" + rule + "'")
                .select("line", "reason")
                .collectAsList()
                .stream()
                .map(row -> tuple(row.get(0), row.get(1)))
                .toList());
    }
}
