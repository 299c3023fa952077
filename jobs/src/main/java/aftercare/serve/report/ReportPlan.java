package aftercare.serve.report;

import aftercare.contract.Text;
import aftercare.serve.dashboard.DashboardFiles;
import aftercare.serve.dashboard.Role;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the report and in which order: {@code dashboards/report.yaml}.
 *
 * @param title what the report is called
 * @param words the few words that stand on every page, by name
 * @param units how the units of contracts are written beside a term
 * @param verdict the first sentence: is the service good?
 * @param tiles the cards whose figures of the month stand below it
 * @param moved why the figure of a tile moved since the month before
 * @param sections its parts
 * @param missing what is said of data that were not delivered
 * @param metrics the measures that its last part defines besides those shown, as {@code table.column}
 * @param reading how to read the charts, sentence by sentence
 */
record ReportPlan(
        Text title,
        Map<String, Text> words,
        Map<String, Text> units,
        Text verdict,
        List<String> tiles,
        Text moved,
        List<Section> sections,
        Missing missing,
        List<String> metrics,
        List<Text> reading) {

    /**
     * One part.
     *
     * @param id what links call it
     * @param title its heading
     * @param asks the question it answers
     * @param blocks what stands in it
     */
    record Section(String id, Text title, Text asks, List<Block> blocks) {}

    /**
     * The part that lists what was not delivered.
     *
     * @param title its heading
     * @param asks the question it answers
     * @param says what its table shows
     * @param heads what the columns of its table are called
     */
    record Missing(Text title, Text asks, Text says, Heads heads) {
        /**
         * Headings.
         *
         * @param what of what is missing
         * @param state of how it is missing
         * @param answers of the questions it would answer
         * @param left of the parts of the report that were left out
         */
        record Heads(Text what, Text state, Text answers, Text left) {}
    }

    /**
     * A chart or a table.
     *
     * @param id what links call it
     * @param card the card whose rows it shows, or the name of a query in {@code dashboards/report}
     * @param as how it is drawn, see {@link Drawing}; {@code table} and {@code matrix} are tables, {@code list} is
     *     sentences
     * @param half whether it takes half of the width where there is room
     * @param needs the sources, and columns written as {@code source.column}, without which it is left out
     * @param brief whether its message stands in the summary
     * @param next what follows from it for the reader, worked out from the rows; blank where nothing does
     * @param nextRows of how many of its first rows, each as {@code row}, that is said; null where it is said once
     * @param roles which column of the query plays which part in the drawing, where the card does not say so
     * @param columns what its table shows; null for what the card shows
     * @param labels what columns are called here; else the card or the contract says it
     * @param units units of columns that neither card nor contract has
     * @param keep keeps the rows in which a column equals one of these values
     * @param drop leaves out the rows in which a column equals one of these values
     * @param only keeps the rows that have the same value in this column as the first one
     * @param sort a column by which rows are ordered, least first, or most first where its name follows a minus sign;
     *     with a second one, by the difference of the two. Null for the query's order
     * @param limit how many rows are shown at most; null for all
     * @param line of a list, the sentence of a {@code row}; a row of which nothing is said has none
     * @param message its title, worked out from the rows
     * @param says what is shown, in which unit
     * @param empty the sentence that stands there in place of an empty drawing; null where it is then left out
     */
    record Block(
            String id,
            String card,
            String as,
            boolean half,
            List<String> needs,
            boolean brief,
            @Nullable Text next,
            @JsonProperty("next_rows") @Nullable Integer nextRows,
            Map<Role, String> roles,
            @Nullable List<String> columns,
            Map<String, Text> labels,
            Map<String, String> units,
            Map<String, List<String>> keep,
            Map<String, List<String>> drop,
            @Nullable String only,
            List<String> sort,
            @Nullable Integer limit,
            @Nullable Text line,
            Text message,
            Text says,
            @Nullable Text empty) {
        Block {
            needs = needs == null ? List.of() : List.copyOf(needs);
            roles = roles == null ? Map.of() : Map.copyOf(roles);
            labels = labels == null ? Map.of() : Map.copyOf(labels);
            units = units == null ? Map.of() : Map.copyOf(units);
            keep = keep == null ? Map.of() : Map.copyOf(keep);
            drop = drop == null ? Map.of() : Map.copyOf(drop);
            sort = sort == null ? List.of() : List.copyOf(sort);
            message = message == null ? Text.NONE : message;
            says = says == null ? Text.NONE : says;
        }

        /** A figure of the month on its own. */
        static Block tile(String card) {
            return new Block(
                    card, card, "tile", false, List.of(), false, null, null, Map.of(), null, Map.of(), Map.of(),
                    Map.of(), Map.of(), null, List.of(), null, null, Text.NONE, Text.NONE, Text.NONE);
        }
    }

    /**
     * The plan among these files.
     *
     * @throws aftercare.config.AftercareException AFC-1106 when it breaks its schema, with line and column
     */
    static ReportPlan in(DashboardFiles files) {
        return files.read("report.yaml", "report.schema.json", ReportPlan.class);
    }
}
