package aftercare.serve.metabase;

import aftercare.serve.dashboard.Card;
import aftercare.serve.dashboard.Card.Display;
import aftercare.serve.dashboard.CardSettings;
import aftercare.serve.dashboard.CardSettings.CardColumn;
import aftercare.serve.dashboard.CardSettings.Compare;
import aftercare.serve.dashboard.ColourRule;
import aftercare.serve.dashboard.Role;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How a card is drawn, as Metabase's visualization settings. */
final class VisualizationSettings {
    /** Drawn as lines beside the figures, in this order. */
    private static final List<Role> LINES = List.of(
            Role.TARGET, Role.FLOOR, Role.CENTRE, Role.EXPECTED, Role.LIMIT_LOW, Role.LIMIT_HIGH, Role.LOW, Role.HIGH);

    /** Of a column of sentences, in pixels. */
    private static final int SENTENCE_WIDTH = 300;

    /** The units of a time axis. */
    private static final Set<String> TIMES = Set.of("month", "quarter", "day", "instant");

    private static final String BLUE = "#509EE3";
    private static final String GREY = "#949AAB";
    private static final String GREEN = "#689636";
    private static final String RED = "#E75454";
    private static final String VIOLET = "#7172AD";
    private static final String PALE = "#98C4F2";

    private static final String FAINT = "#DCDFE0";
    private static final String ACCENT = "#A989C5";

    private final Card card;
    private final CardSettings settings;
    private final Optional<Currency> currency;
    private final CardWords words;
    private final ObjectNode json = Work.object();

    /**
     * Takes the card.
     *
     * @param currency that of all amounts of money; empty where nobody said it
     * @param words how yes, no and the like are said
     */
    VisualizationSettings(Card card, Optional<Currency> currency, CardWords words) {
        this.currency = currency;
        this.words = words;
        this.card = card;
        this.settings = card.settings();
    }

    /** Metabase's name of the chart. */
    String display() {
        if (isDrawnAsDots()) {
            return "scatter";
        }
        return AskedQuery.isTrendInPoints(card)
                ? "scalar"
                : card.display().name().toLowerCase(Locale.ROOT);
    }

    ObjectNode settings() {
        switch (card.display()) {
            case SCALAR -> json.put("scalar.field", settings.metrics().get(0));
            case SMARTSCALAR -> {
                if (AskedQuery.isTrendInPoints(card)) {
                    json.put("scalar.field", settings.metrics().get(0));
                } else {
                    trend();
                }
            }
            case LINE, AREA, BAR, ROW, COMBO, SCATTER -> chart();
            case TABLE -> table();
            case MAP -> map();
            case HEADING -> {}
        }
        columns();
        return json;
    }

    private void trend() {
        json.put("scalar.field", settings.metrics().get(0));
        json.put(
                "scalar.switch_positive_negative",
                settings.column(settings.metrics().get(0)).lowerIsBetter());
        ArrayNode comparisons = json.putArray("scalar.comparisons");
        settings.compare().forEach(compare -> comparisons.add(comparison(compare)));
    }

    private ObjectNode comparison(Compare compare) {
        ObjectNode comparison = Work.object().put("id", compare.name().toLowerCase(Locale.ROOT));
        return switch (compare) {
            case LAST_MONTH -> comparison.put("type", "previousPeriod");
            case LAST_YEAR -> comparison.put("type", "periodsAgo").put("value", 12);
            case TARGET -> {
                String target = Work.made(settings.roles(), Role.TARGET);
                yield comparison
                        .put("type", "anotherColumn")
                        .put("column", target)
                        .put("label", settings.column(target).label());
            }
        };
    }

    private void chart() {
        boolean split = settings.dimensions().size() > 1;
        List<String> drawn = new ArrayList<>(settings.metrics());
        Map<String, Role> lines = split || !takesLines() ? Map.of() : lines();
        // What is drawn last lies on top: the dots of a scatter, beside lines the figure is seen anyway.
        drawn.addAll(card.display() == Display.SCATTER ? 0 : drawn.size(), lines.keySet());
        if (AskedQuery.marksLimits(card)) {
            drawn.add(AskedQuery.BEYOND);
        }
        String noted = split ? null : settings.roles().get(Role.NOTED);
        if (noted != null) {
            drawn.add(noted);
        }
        String few = split ? null : settings.roles().get(Role.FEW);
        if (few != null) {
            // Last, so that it lies on top of the figure itself.
            drawn.add(few);
        }
        settings.dimensions().forEach(json.putArray("graph.dimensions")::add);
        drawn.forEach(json.putArray("graph.metrics")::add);
        List<String> seen = new ArrayList<>(settings.dimensions());
        seen.addAll(drawn);
        tooltips(seen);
        stack();
        axes();
        if (settings.goal() != null) {
            json.put("graph.show_goal", true)
                    .put("graph.goal_value", settings.goal().value())
                    .put("graph.goal_label", settings.goal().label());
        }
        if (!split) {
            settings.metrics().forEach(this::figure);
            lines.forEach(this::line);
        }
        if (AskedQuery.marksLimits(card)) {
            points(AskedQuery.BEYOND, words.beyondLimits(), RED);
        }
        if (noted != null) {
            points(noted, settings.column(noted).label(), ACCENT);
        }
        if (few != null) {
            points(few, settings.column(few).label(), GREY);
        }
    }

    /** Marks where a column has values; two months in a row are joined. */
    private void points(String column, String title, String colour) {
        ObjectNode series = series(column).put("title", title).put("color", colour);
        if (card.display() != Display.SCATTER) {
            series.put("display", "line").put("line.marker_enabled", true).put("line.missing", "none");
        }
    }

    /** Metabase stacks areas unless it is told not to, and would so add a part to its whole. */
    private void stack() {
        if (settings.stacked()) {
            json.put("stackable.stack_type", "stacked");
        } else if (card.display() == Display.AREA) {
            json.putNull("stackable.stack_type");
        }
    }

    /** Metabase calls an axis by its column, and puts on the right one what it thinks is of another size. */
    private void axes() {
        json.put(
                        "graph.x_axis.title_text",
                        settings.column(settings.dimensions().get(0)).label())
                .put("graph.y_axis.auto_split", false);
        if (settings.metrics().size() == 1) {
            json.put(
                    "graph.y_axis.title_text",
                    settings.column(settings.metrics().get(0)).label());
        } else if (settings.right().isEmpty()) {
            // The legend names them; one of them would be the name of all.
            json.put("graph.y_axis.labels_enabled", false);
        }
        if (card.display() == Display.BAR || card.display() == Display.COMBO) {
            category();
        }
        if (isRateInTime() || card.display() == Display.SCATTER) {
            // Rates lie close together: from zero on, nothing could be told from them.
            json.put("graph.y_axis.unpin_from_zero", true);
        }
    }

    private boolean isRateInTime() {
        return card.display() == Display.LINE
                && (settings.roles().containsKey(Role.TARGET)
                        || settings.roles().containsKey(Role.LIMIT_LOW));
    }

    /** Bars by a number, such as a warranty term in months, stand beside each other: on a scale they are hairlines. */
    private void category() {
        if (!TIMES.contains(settings.column(settings.dimensions().get(0)).unit())) {
            json.put("graph.x_axis.scale", "ordinal");
        }
        if (card.display() == Display.COMBO) {
            // Metabase leaves out names that have no room beside one another.
            json.put("graph.x_axis.axis_enabled", "rotate-45").put("graph.show_values", true);
            settings.right().forEach(column -> series(column).put("show_series_values", false));
        }
    }

    private boolean takesLines() {
        return card.display() != Display.ROW;
    }

    /** The columns of lines, with what each means. */
    private Map<String, Role> lines() {
        Map<String, Role> lines = new LinkedHashMap<>();
        for (Role role : LINES) {
            String column = settings.roles().get(role);
            boolean dots = card.display() == Display.SCATTER && role != Role.LIMIT_LOW && role != Role.LIMIT_HIGH;
            if (column != null && !dots && !settings.metrics().contains(column)) {
                lines.putIfAbsent(column, role);
            }
        }
        return lines;
    }

    private void figure(String column) {
        ObjectNode series = series(column).put("title", settings.column(column).label());
        if (column.equals(settings.metrics().get(0))) {
            series.put("color", BLUE);
        }
        if (card.display() == Display.COMBO) {
            boolean right = settings.right().contains(column);
            series.put("display", right ? "line" : "bar").put("axis", right ? "right" : "left");
        }
    }

    /** Thinner than the figure by having no marks; what it means is told by colour and stroke. */
    private void line(String column, Role role) {
        ObjectNode series = series(column).put("title", settings.column(column).label());
        series.put("color", card.display() == Display.SCATTER ? FAINT : colour(role));
        if (card.display() != Display.SCATTER) {
            series.put("display", "line").put("line.marker_enabled", false).put("line.style", stroke(role));
        }
    }

    private static String stroke(Role role) {
        return switch (role) {
            case TARGET, CENTRE -> "solid";
            case LOW, HIGH, FLOOR -> "dotted";
            default -> "dashed";
        };
    }

    private static String colour(Role role) {
        return switch (role) {
            case TARGET, FLOOR -> GREEN;
            case LIMIT_LOW, LIMIT_HIGH -> RED;
            case EXPECTED -> VIOLET;
            case LOW, HIGH -> PALE;
            default -> GREY;
        };
    }

    private ObjectNode series(String column) {
        return json.withObjectProperty("series_settings").withObjectProperty(column);
    }

    /**
     * The pins of Metabase's map have one colour, and its ground comes from another server: where members are told
     * apart, dots by longitude and latitude show more.
     */
    private boolean isDrawnAsDots() {
        return card.display() == Display.MAP && settings.roles().containsKey(Role.POSITION);
    }

    private void map() {
        if (isDrawnAsDots()) {
            dots();
            return;
        }
        json.put("map.type", "pin")
                .put("map.latitude_column", settings.roles().get(Role.LATITUDE))
                .put("map.longitude_column", settings.roles().get(Role.LONGITUDE));
    }

    private void dots() {
        String east = Work.made(settings.roles(), Role.LONGITUDE);
        String north = Work.made(settings.roles(), Role.LATITUDE);
        String kind = Work.made(settings.roles(), Role.POSITION);
        json.putArray("graph.dimensions").add(east).add(kind);
        json.putArray("graph.metrics").add(north);
        json.put("graph.x_axis.title_text", settings.column(east).label())
                .put("graph.y_axis.title_text", settings.column(north).label())
                .put("graph.y_axis.unpin_from_zero", true);
        for (ColourRule rule : settings.colours()) {
            if (rule.columns().contains(kind) && rule.when() instanceof ColourRule.Is is) {
                series(is.value().toString()).put("color", new CellColour(rule).colour());
            }
        }
        tooltips(List.of(east, north, kind));
    }

    /** What a chart does not draw, such as the name of a dot or how many cases a rate rests on, is said beside it. */
    private void tooltips(List<String> drawn) {
        ArrayNode said = json.putArray("graph.tooltip_columns");
        settings.columns().stream()
                .filter(column -> !column.hidden() && !drawn.contains(column.name()))
                .forEach(column -> said.add("[\"name\",\"" + column.name() + "\"]"));
    }

    private void table() {
        ArrayNode shown = json.putArray("table.columns");
        settings.columns().forEach(column -> shown.addObject()
                .put("name", AskedQuery.name(settings, column))
                .put("enabled", isShown(column)));
        if (settings.pivot() != null) {
            json.put("table.pivot", true)
                    .put("table.pivot_column", settings.pivot().column())
                    .put("table.cell_column", settings.pivot().cell());
        }
        widths();
        ArrayNode rules = json.putArray("table.column_formatting");
        nothingIsNoNumber(rules);
        settings.colours().forEach(rule -> rules.add(new CellColour(inWords(rule)).setting()));
        String publishable = settings.roles().get(Role.PUBLISHABLE);
        if (publishable != null) {
            rules.add(CellColour.ofSmallSamples(publishable));
        }
    }

    /** Whole sentences, which stand in both languages, are broken into lines; the other columns take what they need. */
    private void widths() {
        List<CardColumn> shown =
                settings.columns().stream().filter(this::isShown).toList();
        if (settings.pivot() == null && shown.stream().anyMatch(VisualizationSettings::isSentence)) {
            ArrayNode widths = json.putArray("table.column_widths");
            shown.forEach(column -> widths.add(isSentence(column) ? SENTENCE_WIDTH : 0));
        }
    }

    private static boolean isSentence(CardColumn column) {
        return "sentence".equals(column.unit());
    }

    /** The upper end of an interval stands in the cell of the lower one. */
    private boolean isShown(CardColumn column) {
        return !column.hidden()
                && !settings.leftOut().contains(column.name())
                && !(AskedQuery.joinsInterval(card)
                        && column.name().equals(settings.roles().get(Role.HIGH)));
    }

    /** First, since the first rule that fits decides: to Metabase, what is not known lies below any number above 0. */
    private void nothingIsNoNumber(ArrayNode rules) {
        Set<String> judged = new TreeSet<>();
        settings.colours().stream()
                .filter(rule -> !(rule.when() instanceof ColourRule.Is))
                .forEach(rule -> judged.addAll(rule.columns()));
        if (!judged.isEmpty()) {
            ObjectNode setting = rules.addObject()
                    .put("type", "single")
                    .put("operator", "is-null")
                    .put("color", "#FFFFFF")
                    .put("highlight_row", false);
            judged.forEach(setting.putArray("columns")::add);
        }
    }

    /** A rule about yes or no looks for the word that is shown. */
    private ColourRule inWords(ColourRule rule) {
        return rule.when() instanceof ColourRule.Is is
                        && is.value() instanceof Boolean truth
                        && rule.columns().stream().allMatch(column -> CardWords.isSaid(settings.column(column)))
                ? new ColourRule(rule.columns(), new ColourRule.Is(words.word(truth)), rule.tone(), rule.row())
                : rule;
    }

    private void columns() {
        for (CardColumn column : settings.columns()) {
            json.withObjectProperty("column_settings")
                    .set("[\"name\",\"" + AskedQuery.name(settings, column) + "\"]", form(column));
        }
    }

    private ObjectNode form(CardColumn column) {
        boolean interval = AskedQuery.joinsInterval(card)
                && column.name().equals(settings.roles().get(Role.LOW));
        return interval ? Work.object().put("column_title", words.interval()) : CellForm.of(column, currency);
    }

    /** One rule by which cells are coloured. */
    private record CellColour(ColourRule rule) {
        static ObjectNode ofSmallSamples(String column) {
            ObjectNode setting = Work.object()
                    .put("type", "single")
                    .put("operator", "is-false")
                    .put("color", "#DCDFE0")
                    .put("highlight_row", true);
            setting.putArray("columns").add(column);
            return setting;
        }

        ObjectNode setting() {
            ObjectNode setting = Work.object();
            rule.columns().forEach(setting.putArray("columns")::add);
            if (rule.when() instanceof ColourRule.Shade shade) {
                return range(setting, shade);
            }
            setting.put("type", "single").put("color", colour()).put("highlight_row", rule.row());
            if (rule.when() instanceof ColourRule.Is is) {
                return is.value() instanceof Boolean truth
                        ? setting.put("operator", truth ? "is-true" : "is-false")
                        : setting.put("operator", "=").put("value", is.value().toString());
            }
            if (rule.when() instanceof ColourRule.Above above) {
                return setting.put("operator", ">").put("value", above.value());
            }
            if (rule.when() instanceof ColourRule.Below below) {
                return setting.put("operator", "<").put("value", below.value());
            }
            throw new IllegalStateException("no such rule: " + rule);
        }

        /** Metabase wants the smaller end first. */
        private ObjectNode range(ObjectNode setting, ColourRule.Shade shade) {
            boolean up = shade.from() <= shade.to();
            ArrayNode colours = setting.put("type", "range").putArray("colors");
            colours.add(up ? "#FFFFFF" : colour()).add(up ? colour() : "#FFFFFF");
            return setting.put("min_type", "custom")
                    .put("min_value", Math.min(shade.from(), shade.to()))
                    .put("max_type", "custom")
                    .put("max_value", Math.max(shade.from(), shade.to()));
        }

        private String colour() {
            return switch (rule.tone()) {
                case GOOD -> "#84BB4C";
                case WARN -> "#F9CF48";
                case BAD -> "#ED6E6E";
                case QUIET -> "#DCDFE0";
            };
        }
    }

    /** How the values of a column are written. */
    private static final class CellForm {
        static ObjectNode of(CardColumn column, Optional<Currency> currency) {
            ObjectNode form = Work.object().put("column_title", column.label());
            return switch (column.unit() == null ? "" : column.unit()) {
                case "share" -> form.put("number_style", "percent").put("decimals", 1);
                case "share_points" -> form.put("scale", 100).put("decimals", 1).put("suffix", " pp");
                case "count" -> form.put("decimals", 0);
                case "hours" -> form.put("decimals", 1).put("suffix", " h");
                case "money" -> money(form, currency).put("decimals", 0);
                case "day" -> day(form);
                case "instant" -> day(form).put("time_style", "HH:mm").put("time_enabled", "minutes");
                case "text", "sentence" -> form.put("text_wrapping", true);
                case "year" -> form.put("number_separators", ".");
                case "points", "per_1000", "ratio" -> form.put("decimals", 2);
                default -> form;
            };
        }

        /** As 2026-10-31, which is short and the same in all languages. */
        private static ObjectNode day(ObjectNode form) {
            return form.put("date_style", "YYYY/M/D").put("date_separator", "-");
        }

        /** With its currency in each cell: Metabase would show dollars for one that it is not told. */
        private static ObjectNode money(ObjectNode form, Optional<Currency> currency) {
            currency.ifPresent(stated -> form.put("number_style", "currency")
                    .put("currency", stated.getCurrencyCode())
                    .put("currency_style", "symbol")
                    .put("currency_in_header", false));
            return form;
        }
    }
}
