package aftercare.serve.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A chart ready to be drawn.
 *
 * @param option what ECharts is told, with the names that charts.js fills in
 * @param height in pixels
 * @param keys what marks mean, for the legend
 */
record Drawing(ObjectNode option, int height, List<Key> keys) {
    Drawing {
        keys = List.copyOf(keys);
    }

    /**
     * One entry of a legend.
     *
     * @param mark how the mark looks: dot, ring, line, dashed, band, bar or tick
     * @param ink its colour, as a CSS variable
     * @param text what it means
     */
    record Key(String mark, String ink, String text) {}
}
