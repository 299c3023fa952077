package aftercare.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a gold table.
 *
 * @param name its name
 * @param type its type
 * @param unit what it counts or measures
 * @param required whether it is never null
 * @param label a short name for dashboards
 * @param description its exact definition
 * @param needs what must have been delivered before nothing counted means zero: it is null in months of which that does
 *     not speak, and so is a ratio of it; empty where it is told from the rows themselves
 * @param metric how to read it as a measure; null for keys and attributes
 */
public record GoldColumn(
        String name,
        ColumnType type,
        @Nullable String unit,
        boolean required,
        Text label,
        Text description,
        List<Need> needs,
        @Nullable Metric metric) {
    public GoldColumn {
        needs = needs == null ? List.of() : List.copyOf(needs);
    }

    /** The same with other needs, of which its description says when it is null. */
    GoldColumn with(List<Need> all, Text saying) {
        return new GoldColumn(name, type, unit, required, label, saying, all, metric);
    }

    /**
     * How to read a measure.
     *
     * @param better which direction is good: higher, lower or neutral
     * @param owner who answers for it: quality, management, planning, hr or data
     * @param numerator the column above the line, for ratios
     * @param denominator the column below the line, for ratios
     * @param standard the metric or promise under whose name its standard is kept; null where this is its own
     */
    public record Metric(
            String better,
            String owner,
            @Nullable String numerator,
            @Nullable String denominator,
            @Nullable String standard) {}
}
