package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shorthands of a mapping make of fields. */
class MappedValuesTest {
    private static final String REPAIRS = """
            match: "x.csv"
            format: {nulls: ["?"]}
            into:
              repairs:
                repair_id: id
                outlet_id: {constant: o}
                model_id: {constant: m}
                service_type: {constant: repair}
                opened_at: at
                %s
            """;

    @TempDir
    private Path folder;

    @Test
    void nullWordsAreNothingBeforeTranslationAndCaseAndBlanksDoNotMatter() throws IOException {
        assertThat(files("Asia/Shanghai")
                        .with(
                                "x.csv",
                                "id,at,s",
                                "1,2026-10-01, GOOD",
                                "2,2026-10-01,N/A",
                                "3,2026-10-01,?",
                                "4,2026-10-01,odd")
                        .under(repairs("outcome: {from: s, values: {good: fixed}}"), "repairs"))
                .containsExactly(
                        "line 2: repair_id=1 outlet_id=o model_id=m service_type=repair"
                                + " opened_at=2026-10-01 00:00:00 outcome=fixed",
                        "line 3: repair_id=2 outlet_id=o model_id=m service_type=repair opened_at=2026-10-01 00:00:00",
                        "line 4: repair_id=3 outlet_id=o model_id=m service_type=repair opened_at=2026-10-01 00:00:00",
                        "line 5: refused: s holds a value that has no translation in the mapping");
    }

    @Test
    void aRefusedTotalSaysWhichLineOfTheMappingLeavesItOut() throws IOException {
        assertThat(files("UTC")
                        .with("x.csv", "id,at,s", "1,2026-10-01,x", "小计,,1", "2,2026-10-01,x", "小计,,1", "合计：,,2")
                        .under(repairs("symptom_code: s"), "repairs"))
                .extracting(row -> row.replaceFirst(" outlet.*", ""))
                .containsExactly(
                        "line 2: repair_id=1",
                        "line 3: refused: opened_at is empty; it looks like a subtotal; in the mapping where:"
                                + " \"coalesce(`id`, '') not like '小计%'\" leaves such rows out",
                        "line 4: repair_id=2",
                        "line 5: refused: opened_at is empty; it looks like a subtotal; in the mapping where:"
                                + " \"coalesce(`id`, '') not like '小计%'\" leaves such rows out",
                        "line 6: refused: opened_at is empty; it looks like a total; in the mapping format: {footer:"
                                + " \"^合计\"} leaves it out");
    }

    @Test
    void theHintsOfTotalsLeaveThemOut() throws IOException {
        assertThat(files("UTC")
                        .with("x.csv", "id,at,s", "1,2026-10-01,x", "小计,,1", "2,2026-10-01,x", "合计：,,2")
                        .under(
                                repairs("symptom_code: s\n    where: \"coalesce(`id`, '') not like '小计%'\"")
                                        .replace("nulls: [\"?\"]", "footer: \"^合计\""),
                                "repairs"))
                .extracting(row -> row.replaceFirst(" outlet.*", ""))
                .containsExactly("line 2: repair_id=1", "line 3: skipped", "line 4: repair_id=2");
    }

    @Test
    void otherValuesStayWhereTheMappingKeepsThem() throws IOException {
        assertThat(files("UTC")
                        .with("x.csv", "id,at,s", "1,2026-10-01,Good", "2,2026-10-01,not_fixed")
                        .under(repairs("outcome: {from: s, values: {good: fixed}, else: keep}"), "repairs"))
                .extracting(row -> row.substring(row.indexOf("outcome=")))
                .containsExactly("outcome=fixed", "outcome=not_fixed");
    }

    @Test
    void durationsBecomeEnds() throws IOException {
        assertThat(files("Europe/Berlin")
                        .with(
                                "x.csv",
                                "id,at,min,days",
                                "1,2026-10-23 08:00,261.3,3",
                                "2,2026-10-23 08:00,15.2,0.5",
                                "3,2026-10-23 08:00,,3",
                                "4,2026-10-23 08:00,an hour,3")
                        .under(
                                repairs("arrived_at: {from: at, plus: {minutes: min}}\n"
                                        + "    completed_at: {from: at, plus: {days: days, minutes: min}}"),
                                "repairs"))
                .extracting(row -> row.replaceFirst("outlet.*0:00 arr", "arr"))
                .containsExactly(
                        // The clocks went back in between; three days later is the same time of day.
                        "line 2: repair_id=1 arrived_at=2026-10-23 12:21:18 completed_at=2026-10-26 12:21:18",
                        "line 3: repair_id=2 arrived_at=2026-10-23 08:15:12 completed_at=2026-10-23 20:15:12",
                        "line 4: repair_id=3 outlet_id=o model_id=m service_type=repair opened_at=2026-10-23 08:00:00",
                        "line 5: refused: min is no number of minutes");
    }

    @Test
    void aColumnMayHaveAZoneOfItsOwnAndItsEndsToo() throws IOException {
        assertThat(files("Asia/Shanghai")
                        .with("x.csv", "id,at,done,min", "1,2026-10-01 08:00,2026-10-01 08:00,30")
                        .under(
                                repairs("arrived_at: {from: done, zone: UTC}\n"
                                        + "    completed_at: {from: done, zone: UTC, plus: {minutes: min}}"),
                                "repairs"))
                .singleElement()
                .asString()
                .contains("opened_at=2026-10-01 08:00:00")
                .contains("arrived_at=2026-10-01 16:00:00")
                .contains("completed_at=2026-10-01 16:30:00");
    }

    @Test
    void namesOfPeopleAreHashedAndNeverTold() throws IOException {
        assertThat(files("UTC")
                        .with(
                                "x.csv",
                                "id,agent,at",
                                "1,Jane Example,2026-10-01",
                                "2,Jane Example,2026-10-01",
                                "3,Joe,2026-10-01")
                        .under(repairs("technician_id: {from: agent, hash: true}"), "repairs"))
                .extracting(
                        row -> row.substring(row.indexOf("technician_id=") + 14).split(" ")[0])
                .satisfies(hashes -> {
                    assertThat(hashes).allMatch(hash -> hash.matches("[0-9a-f]{32}"));
                    assertThat(hashes.get(0)).isEqualTo(hashes.get(1)).isNotEqualTo(hashes.get(2));
                });
        assertThat(files("UTC").under(repairs("technician_id: {from: agent, hash: true, values: {Joe: J}}"), "repairs"))
                .first()
                .asString()
                .isEqualTo("line 2: refused: agent holds a value that has no translation in the mapping");
    }

    @Test
    void valuesAreLookedUpInAnotherFileByKeysThatSpreadsheetsWriteInTheirWay() throws IOException {
        MappedFiles files = files("UTC")
                .with(
                        "x.csv",
                        "id,at,vehicle id",
                        "1,2026-10-01,1001.0",
                        "2,2026-10-01,V2",
                        "3,2026-10-01,V9",
                        "4,2026-10-01,")
                .with("ref/vehicles-a.csv", "vehicle_id,model", "1001,EV9", "1001,EV9")
                .with("ref/vehicles-b.csv", "vehicle_id,model", " V2 ,EV3");
        String lookup = "model_id: {lookup: \"ref/vehicles*.csv\", on: vehicle_id, take: model}";
        String mapping = repairs("symptom_code: {constant: p}").replace("model_id: {constant: m}", lookup);
        assertThat(files.under(mapping, "repairs"))
                .extracting(row -> row.replaceFirst("outlet_id=o ", "").replaceFirst("service.*", ""))
                .containsExactly(
                        "line 2: repair_id=1 model_id=EV9 ",
                        "line 3: repair_id=2 model_id=EV3 ",
                        "line 4: refused: model_id is empty",
                        "line 5: refused: model_id is empty");
        assertThat(files.with("ref/vehicles-b.csv", "vehicle_id,model", "V2,EV3", "V2,EV4", "V2,EV5")
                        .under(mapping, "repairs"))
                .containsExactly("x.csv: its header lacks one `model` for each `vehicle_id` in ref/vehicles*.csv:"
                        + " 1 has several; it has 3 columns: id, at, vehicle id");
        assertThat(files.with("ref/vehicles-b.csv", "vehicle,model", "V2,EV3").under(mapping, "repairs"))
                .containsExactly("x.csv: its header lacks `vehicle_id` in ref/vehicles-b.csv, which has 2"
                        + " columns: model, and column 1 with another name; it has 3 columns: id, at, vehicle id");
    }

    private MappedFiles files(String zone) {
        return new MappedFiles(folder, zone);
    }

    private static String repairs(String more) {
        return String.format(REPAIRS, more);
    }
}
