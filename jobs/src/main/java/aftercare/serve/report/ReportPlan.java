package aftercare.serve.report;

import aftercare.contract.Text;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * What stands in the report and in which order: {@code dashboards/report.yaml}.
 *
 * @param title what the report is called
 * @param words the few words that stand on every page, by name
 * @param units how the units of contracts are written beside a term
 * @param sections its parts
 * @param metrics the measures that its last part defines, as {@code table.column}
 * @param reading how to read the charts, sentence by sentence
 * @param labels what columns are called that no contract names
 * @param codes what codes in the tables are called, by column and code
 */
record ReportPlan(
        Text title,
        Map<String, Text> words,
        Map<String, Text> units,
        List<Section> sections,
        List<String> metrics,
        List<Text> reading,
        Map<String, Text> labels,
        Map<String, Map<String, Text>> codes) {

    /**
     * One part.
     *
     * @param id what links call it
     * @param title its heading
     * @param asks the question it answers
     * @param page whether it begins a page on paper
     * @param empty the sentence that stands there when none of its blocks can be shown
     * @param blocks what stands in it
     */
    record Section(String id, Text title, Text asks, boolean page, Text empty, List<Block> blocks) {
        Section {
            blocks = blocks == null ? List.of() : List.copyOf(blocks);
        }
    }

    /**
     * A chart, a table or a row of tiles.
     *
     * @param id what links call it
     * @param card whose query it shows; a block whose card or whose card's tables are not there is left out
     * @param as how it is drawn, see {@link Drawings}
     * @param half whether it takes half of the width where there is room
     * @param brief whether its message stands in the summary
     * @param height of the drawing, in pixels; null for the one that follows from the rows
     * @param roles which column of the query plays which part in the drawing
     * @param columns what its table shows; null for all
     * @param labels what columns are called here; else the contract says it
     * @param units units of columns that no contract has
     * @param keep keeps the rows in which a column equals one of these values
     * @param limit how many rows are shown at most; null for all
     * @param message its title, worked out from the rows
     * @param says what is shown, in which unit
     * @param empty the sentence that stands there in place of an empty drawing
     * @param tiles for a row of tiles, the tiles
     */
    record Block(
            String id,
            String card,
            String as,
            boolean half,
            boolean brief,
            Integer height,
            Map<String, String> roles,
            List<String> columns,
            Map<String, Text> labels,
            Map<String, String> units,
            Map<String, List<String>> keep,
            Integer limit,
            Text message,
            Text says,
            Text empty,
            List<Tile> tiles) {
        Block {
            roles = roles == null ? Map.of() : Map.copyOf(roles);
            labels = labels == null ? Map.of() : Map.copyOf(labels);
            units = units == null ? Map.of() : Map.copyOf(units);
            keep = keep == null ? Map.of() : Map.copyOf(keep);
            tiles = tiles == null ? List.of() : List.copyOf(tiles);
        }
    }

    /**
     * One figure of the month with what it was before.
     *
     * @param card a card with one row per month and metric: its value, limits, number and target
     * @param metric the measure in the contracts that it shows, as {@code table.column}
     */
    record Tile(String card, String metric) {}

    /** The plan packed with the program. */
    static ReportPlan packed() {
        try (InputStream file = ReportPlan.class.getResourceAsStream("/dashboards/report.yaml")) {
            if (file == null) {
                throw new IllegalStateException("the program was packed without its report");
            }
            return new ObjectMapper(new YAMLFactory())
                    .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
                    .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, false)
                    .readValue(file, ReportPlan.class);
        } catch (IOException unreadable) {
            throw new IllegalStateException("the report packed with the program cannot be read", unreadable);
        }
    }
}
