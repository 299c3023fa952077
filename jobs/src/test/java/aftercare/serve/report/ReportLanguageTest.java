package aftercare.serve.report;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Text;
import aftercare.contract.TextsOf;
import aftercare.contract.Untranslated;
import aftercare.serve.dashboard.DashboardFiles;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportLanguageTest {
    @Test
    void aTextOfALetterIsSaidInChineseOrListedAsUntranslated() {
        isSaid("letter", LetterPlan.in(DashboardFiles.ofThisInstallation()));
    }

    @Test
    void aTextOfTheReportIsSaidInChineseOrListedAsUntranslated() {
        isSaid("report", ReportPlan.in(DashboardFiles.ofThisInstallation()));
    }

    private static void isSaid(String document, Object plan) {
        Map<String, Text> texts = TextsOf.value(document, plan);

        assertThat(texts).isNotEmpty();
        Untranslated.isListed(
                document,
                texts.entrySet().stream()
                        .filter(text -> !text.getValue().en().isEmpty()
                                && !text.getValue().others().containsKey("zh-CN"))
                        .map(Map.Entry::getKey)
                        .toList());
    }
}
