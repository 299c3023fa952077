package aftercare.serve.dashboard;

import aftercare.serve.dashboard.Card.Click;
import aftercare.serve.dashboard.Card.Display;
import aftercare.serve.dashboard.Card.GridPlace;
import aftercare.serve.dashboard.CardSettings.Compare;
import aftercare.serve.dashboard.CardSettings.Pivot;
import aftercare.serve.dashboard.ColourRule.Tone;
import aftercare.serve.dashboard.Dashboard.Filter;
import aftercare.serve.dashboard.Dashboard.Schedule;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** A dashboard as its file has it, in English; schemas/dashboard.schema.json says what each part is. */
record DashboardFile(
        String dashboard,
        String title,
        String description,
        String collection,
        List<String> readers,
        boolean people,
        @Nullable Schedule subscription,
        LinkedHashMap<String, FilterEntry> filters,
        List<TabEntry> tabs) {

    record FilterEntry(
            String label,
            Filter.Type type,
            String field,
            List<String> within,
            @JsonProperty("default") List<String> defaults,
            boolean required,
            @Nullable String words,
            boolean own) {
        FilterEntry {
            within = orEmpty(within);
            defaults = orEmpty(defaults);
        }
    }

    record TabEntry(String tab, String title, List<CardEntry> cards) {}

    record CardEntry(
            String card,
            String query,
            @Nullable String sql,
            Map<String, String> given,
            String title,
            String description,
            String ends,
            Display display,
            GridPlace at,
            Map<String, String> filters,
            List<String> dimensions,
            List<String> metrics,
            Map<Role, String> roles,
            List<String> right,
            @Nullable GoalEntry goal,
            List<Compare> compare,
            boolean stacked,
            @Nullable Pivot pivot,
            List<ColourEntry> colours,
            List<String> hidden,
            List<String> leftOut,
            Map<String, ColumnEntry> columns,
            @Nullable Click click,
            @Nullable Schedule alert) {
        CardEntry {
            query = query == null ? card : query;
            given = orEmpty(given);
            filters = orEmpty(filters);
            dimensions = orEmpty(dimensions);
            metrics = orEmpty(metrics);
            roles = orEmpty(roles);
            right = orEmpty(right);
            compare = orEmpty(compare);
            colours = orEmpty(colours);
            hidden = orEmpty(hidden);
            leftOut = orEmpty(leftOut);
            columns = orEmpty(columns);
        }
    }

    record GoalEntry(double value, String label) {}

    record ColumnEntry(
            @Nullable String label,
            @Nullable String unit,
            @Nullable String better) {}

    record ColourEntry(
            List<String> columns,
            @Nullable Object is,
            @Nullable String of,
            @Nullable Double above,
            @Nullable Double below,
            @Nullable Double from,
            @Nullable Double to,
            Tone tone,
            boolean row) {
        /** @param word the word for a code of a set */
        ColourRule.When when(BinaryOperator<String> word) {
            if (is != null) {
                return new ColourRule.Is(of == null ? is : word.apply(of, is.toString()));
            } else if (above != null) {
                return new ColourRule.Above(above);
            } else if (below != null) {
                return new ColourRule.Below(below);
            }
            return new ColourRule.Shade(
                    Objects.requireNonNull(from, "the schema asks for it"),
                    Objects.requireNonNull(to, "the schema asks for it"));
        }
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
        return map == null ? Map.of() : map;
    }
}
