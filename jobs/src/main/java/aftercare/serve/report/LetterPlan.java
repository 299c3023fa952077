package aftercare.serve.report;

import aftercare.contract.Text;
import aftercare.serve.dashboard.DashboardFiles;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands in a letter to an outlet and in which order: {@code dashboards/letter.yaml}. Words that it does not say
 * are those of the report.
 *
 * @param title what the letter is called
 * @param words the few words that stand on every letter, by name
 * @param verdict the first sentence: how the outlet stands
 * @param sections its parts
 * @param reading how to read the figures
 * @param left what is said of the parts that were left out because what they need was not delivered
 * @param subject the subject of a mail with the letter
 * @param mail what such a mail says
 */
record LetterPlan(
        Text title,
        Map<String, Text> words,
        Text verdict,
        List<ReportPlan.Section> sections,
        Text reading,
        Text left,
        Text subject,
        Text mail) {

    /**
     * The plan among these files.
     *
     * @throws aftercare.config.AftercareException AFC-1106 when it breaks its schema, with line and column
     */
    static LetterPlan in(DashboardFiles files) {
        return files.read("letter.yaml", "letter.schema.json", LetterPlan.class);
    }

    /** All words, those of the report among them. */
    Map<String, Text> words(ReportPlan report) {
        Map<String, Text> all = new TreeMap<>(report.words());
        all.putAll(words);
        return all;
    }
}
