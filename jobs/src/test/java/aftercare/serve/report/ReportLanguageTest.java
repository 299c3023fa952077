package aftercare.serve.report;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.contract.Text;
import aftercare.contract.TextsOf;
import aftercare.serve.dashboard.DashboardFiles;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportLanguageTest {
    @Test
    void everyTextOfTheReportIsSaidInChinese() {
        Map<String, Text> texts = TextsOf.value("report", ReportPlan.in(DashboardFiles.ofThisInstallation()));

        assertThat(texts).isNotEmpty();
        texts.forEach((place, text) -> assertThat(text.others())
                .as("missing in locale/zh-CN/report.yaml: " + place)
                .containsKey("zh-CN"));
    }
}
