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
    void aTextOfTheReportIsSaidInChineseOrListedAsUntranslated() {
        Map<String, Text> texts = TextsOf.value("report", ReportPlan.in(DashboardFiles.ofThisInstallation()));

        assertThat(texts).isNotEmpty();
        Untranslated.isListed(
                "report",
                texts.entrySet().stream()
                        .filter(text -> !text.getValue().others().containsKey("zh-CN"))
                        .map(Map.Entry::getKey)
                        .toList());
    }
}
