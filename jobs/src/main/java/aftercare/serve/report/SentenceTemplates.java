package aftercare.serve.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Works sentences of the plan out from rows. They are Pebble templates over {@code rows}, {@code first}, {@code last},
 * {@code all} (before any were left out), {@code month}, {@code lastmonth} and {@code lastyear} (names of months),
 * {@code thismonth} (the first day of the month reported), in lines of a list {@code row} and, where rows are months,
 * {@code it}, {@code before} and {@code yearago} (their rows).
 *
 * <p>Filters: {@code share}, {@code count}, {@code as("unit")}, {@code change("unit")}, {@code monthname},
 * {@code dayname}. Functions: {@code find(rows, column, value)} (the first row that has it),
 * {@code where(rows, column, value)} (all rows that have it), {@code delivered(name)} (whether a source, or a column
 * written as {@code source.column}, has come),
 * {@code less(rows, column, other)} and {@code more(rows, column, other)} (rows in which a column is less or more than
 * another column or number, furthest first), {@code sum(rows, column)}, {@code latest(rows, column)},
 * {@code by(rows, column)} (smallest first) {@code interval(low, high, unit)} and {@code card(name)} (the rows of any
 * card).
 */
final class SentenceTemplates {
    private final PebbleEngine engine;

    SentenceTemplates(Figures figures, Evidence evidence) {
        this.engine = new PebbleEngine.Builder()
                .autoEscaping(false)
                .extension(new Vocabulary(figures, evidence))
                .build();
    }

    /** The sentence on one line; empty where the rows lack what it speaks of. */
    String say(String template, Map<String, Object> context) {
        StringWriter out = new StringWriter();
        try {
            engine.getLiteralTemplate(template).evaluate(out, context);
        } catch (PebbleException | IOException malformed) {
            throw ReportErrors.badSentence(template, malformed);
        }
        return out.toString().replaceAll("[ \\n\\t]+", " ").strip();
    }

    private static final class Vocabulary extends AbstractExtension {
        private final Figures figures;
        private final Evidence evidence;

        Vocabulary(Figures figures, Evidence evidence) {
            this.figures = figures;
            this.evidence = evidence;
        }

        @Override
        public Map<String, Filter> getFilters() {
            return Map.of(
                    "share", filter((value, unit) -> figures.of(value, "share")),
                    "count", filter((value, unit) -> figures.of(value, "count")),
                    "as", filter((value, unit) -> figures.of(value, unit)),
                    "change", filter((value, unit) -> figures.change(((Number) value).doubleValue(), unit)),
                    "monthname", filter((value, unit) -> figures.month((LocalDate) value)),
                    "dayname", filter((value, unit) -> figures.day((LocalDate) value)));
        }

        @Override
        public Map<String, Function> getFunctions() {
            return Map.ofEntries(
                    Map.entry("find", function(List.of("rows", "column", "value"), Vocabulary::find)),
                    Map.entry("where", function(List.of("rows", "column", "value"), Vocabulary::where)),
                    Map.entry("less", function(List.of("rows", "column", "other"), given -> apart(given, -1))),
                    Map.entry("more", function(List.of("rows", "column", "other"), given -> apart(given, 1))),
                    Map.entry("by", function(List.of("rows", "column"), Vocabulary::ordered)),
                    Map.entry("latest", function(List.of("rows", "column"), Vocabulary::latest)),
                    Map.entry("interval", function(List.of("low", "high", "unit"), this::interval)),
                    Map.entry("sum", function(List.of("rows", "column"), Vocabulary::sum)),
                    Map.entry(
                            "delivered", function(List.of("name"), given -> evidence.isDelivered(said(given, "name")))),
                    Map.entry("card", function(List.of("name"), given -> evidence.rows(said(given, "name"))
                            .list())));
        }

        private Object interval(Map<String, Object> given) {
            return given.get("low") instanceof Number low && given.get("high") instanceof Number high
                    ? figures.interval(low.doubleValue(), high.doubleValue(), (String) given.get("unit"))
                    : "–";
        }

        private interface TemplateFunction {
            @Nullable
            Object of(Map<String, Object> given);
        }

        private static Filter filter(BiFunction<Object, String, String> writing) {
            return new Filter() {
                @Override
                public Object apply(
                        @Nullable Object value,
                        Map<String, Object> given,
                        PebbleTemplate self,
                        EvaluationContext context,
                        int line) {
                    return value == null ? "" : writing.apply(value, Objects.toString(given.get("unit"), ""));
                }

                @Override
                public List<String> getArgumentNames() {
                    return List.of("unit");
                }
            };
        }

        private static Function function(List<String> names, TemplateFunction computation) {
            return new Function() {
                @Override
                public @Nullable Object execute(
                        Map<String, Object> given, PebbleTemplate self, EvaluationContext context, int line) {
                    return computation.of(given);
                }

                @Override
                public List<String> getArgumentNames() {
                    return names;
                }
            };
        }

        @SuppressWarnings("unchecked")
        private static List<Map<String, Object>> rows(Map<String, Object> given) {
            return given.get("rows") == null ? List.of() : (List<Map<String, Object>>) given.get("rows");
        }

        private static String said(Map<String, Object> given, String argument) {
            return Objects.requireNonNull(given.get(argument), argument).toString();
        }

        private static double number(@Nullable Object value) {
            return value instanceof Number number ? number.doubleValue() : Double.NaN;
        }

        private static @Nullable Object find(Map<String, Object> given) {
            return where(given).stream().findFirst().orElse(null);
        }

        private static List<Map<String, Object>> where(Map<String, Object> given) {
            String value = Objects.toString(given.get("value"));
            return rows(given).stream()
                    .filter(row -> value.equals(Objects.toString(row.get(given.get("column")))))
                    .toList();
        }

        private static List<Map<String, Object>> apart(Map<String, Object> given, int direction) {
            return rows(given).stream()
                    .filter(row -> direction * distance(row, given) > 0)
                    .sorted(Comparator.comparingDouble(row -> -direction * distance(row, given)))
                    .toList();
        }

        /** By how much a row's value exceeds the other one; NaN where one of them is none. */
        private static double distance(Map<String, Object> row, Map<String, Object> given) {
            Object other = given.get("other") instanceof Number number ? number : row.get(given.get("other"));
            return number(row.get(given.get("column"))) - number(other);
        }

        private static List<Map<String, Object>> ordered(Map<String, Object> given) {
            String column = said(given, "column");
            return rows(given).stream()
                    .filter(row -> row.get(column) instanceof Number)
                    .sorted(Comparator.comparingDouble(row -> number(row.get(column))))
                    .toList();
        }

        private static @Nullable Object latest(Map<String, Object> given) {
            String column = said(given, "column");
            return rows(given).stream()
                    .filter(row -> row.get(column) instanceof LocalDate)
                    .max(Comparator.comparing(row -> (LocalDate) row.get(column)))
                    .orElse(null);
        }

        private static Double sum(Map<String, Object> given) {
            return rows(given).stream()
                    .map(row -> row.get(given.get("column")))
                    .filter(Number.class::isInstance)
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .sum();
        }
    }
}
