package aftercare.serve.report;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import aftercare.serve.dashboard.DashboardFiles;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why a tile's figure moved, in the words of the report. */
class TileMovesTest {
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);

    private final List<Map<String, Object>> rows = new ArrayList<>();

    TileMovesTest() {
        row("all", "all", .86, .84, -.02, null, null);
    }

    private void row(String cut, String member, Double before, Double after, Double part, Double rate, Double mix) {
        row(cut, member, before, after, part, rate, mix, null);
    }

    private void row(
            String cut, String member, Double before, Double after, Double part, Double rate, Double mix, Long n) {
        Map<String, Object> row = new HashMap<>();
        row.put("month", OCTOBER);
        row.put("metric", "onsite_rate");
        row.put("cut", cut);
        row.put("cut_name", cut.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + cut.substring(1));
        row.put("member", member);
        row.put("before", before);
        row.put("after", after);
        row.put("part", part);
        row.put("rate_part", rate);
        row.put("mix_part", mix);
        row.put("after_n", n);
        rows.add(row);
    }

    private void twoRegions() {
        row("region", "North", .9, .87, -.014, -.012, -.002);
        row("region", "South", .8, .79, -.006, -.005, -.001);
        row("outlet", "Harbour", .9, .8, -.009, -.009, .0);
        row("outlet", "Mill", .8, .7, -.011, -.01, -.001);
        row("model", "M3", .9, .8, -.008, -.007, -.001);
        row("model", "M4", .9, .8, -.012, -.013, .001);
    }

    private String said(Language language, Double then, double now, boolean clear, boolean published) {
        Figures figures = new Figures(language);
        String template =
                ReportPlan.in(DashboardFiles.ofThisInstallation()).moved().in(language);
        return new SentenceTemplates(figures, null)
                .say(
                        template,
                        TileMoves.context(
                                new TileMoves.Move("onsite_rate", "share", OCTOBER, then, now, clear),
                                published,
                                rows,
                                figures));
    }

    private String said(boolean clear) {
        return said(Language.EN, .86, .84, clear, true);
    }

    @Test
    void theLargestPartOfEachCutIsNamed() {
        twoRegions();

        assertThat(said(true))
                .isEqualTo(
                        "Of the \u22122.0\u00a0pts since September 2026, region North explains \u22121.4\u00a0pts (its own"
                                + " figure \u22121.2\u00a0pts, its share of the cases \u22120.2\u00a0pts). First by outlet: Mill"
                                + " (\u22121.1\u00a0pts); by model: M4 (\u22121.2\u00a0pts).");
        assertThat(said(Language.ZH_CN, .86, .84, true, true))
                .contains("North", "\u22121.4", "Mill", "M4")
                .doesNotContain("{", "null", "region");
    }

    @Test
    void whereOthersMovedTheOtherWayThatIsSaidToo() {
        row("region", "North", .9, .87, -.05, -.048, -.002);
        row("region", "South", .8, .83, .03, .03, .0);

        assertThat(said(true))
                .endsWith("its share of the cases \u22120.2\u00a0pts) and all others together +3.0\u00a0pts.");
    }

    @Test
    void aChangeWithinChanceIsCalledThatFirst() {
        twoRegions();

        assertThat(said(false)).startsWith("The change may be chance. Of the ");
        assertThat(said(Language.ZH_CN, .86, .84, false, true)).startsWith("变化可能属随机波动。");
    }

    @Test
    void withOneRegionItsOutletsAreNamedAndWithOneOutletItsModels() {
        row("outlet", "Mill", .8, .7, -.011, -.01, -.001);
        row("model", "M4", .9, .8, -.012, -.013, .001);
        assertThat(said(true)).contains("outlet Mill explains \u22121.1").doesNotContain("region");

        rows.removeIf(row -> row.get("cut").equals("outlet"));
        assertThat(said(true)).contains("model M4 explains \u22121.2");

        rows.removeIf(row -> row.get("cut").equals("model"));
        assertThat(said(true))
                .isEqualTo("All orders are of one region, one outlet and one model, so the change has no parts.");
    }

    @Test
    void aMonthWithoutAnotherToCompareWithSaysSo() {
        assertThat(said(Language.EN, null, .84, false, true))
                .isEqualTo("There is no figure for September 2026 to compare with.");
        assertThat(said(Language.EN, .8401, .84, false, true)).isEqualTo("It is as in September 2026.");
    }

    @Test
    void partsOfAnotherChangeThanTheTileShowsAreNotSaid() {
        twoRegions();

        assertThat(said(Language.EN, .87, .84, true, true))
                .contains("computed at another time")
                .doesNotContain("North");
        assertThat(said(Language.EN, .86, .84, true, false)).contains("was not published");
        rows.clear();
        assertThat(said(true)).contains("for the thirteen whole months up to the last one");
    }

    @Test
    void ripenessLateAndCorrectedOrdersAreSaidWhereThereAreAny() {
        twoRegions();
        row("ripeness", "all", .91, .86, -.05, null, null, 40L);
        row("late", "all", null, null, null, null, null, 12L);
        row("corrected", "all", null, null, null, null, null, 3L);

        assertThat(said(true))
                .endsWith(
                        "September 2026 is taken as it stood at the age of this month: 86.0\u00a0%, by now 91.0\u00a0%."
                                + " 12 of its cases came late. 3 of its cases were corrected after they first came.");
    }
}
