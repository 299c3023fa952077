package aftercare.cli;

import aftercare.config.Language;
import aftercare.config.SheetText;
import aftercare.contract.Messages;
import aftercare.contract.Need;
import aftercare.contract.Text;
import aftercare.measure.evidence.Change;
import aftercare.measure.evidence.Figure;
import aftercare.stats.ChangeParts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in words where a figure comes from and why it moved. */
final class WhyText {
    /** The members of a split that are named; the others are told together. */
    private static final int MEMBERS = 5;

    private static final double SAME = 1e-9;

    private final Figure figure;
    private final Language language;
    private final PrintStream out;

    WhyText(Figure figure, Language language, PrintStream out) {
        this.figure = figure;
        this.language = language;
        this.out = out;
    }

    private void say(String key, Object... with) {
        out.println(text(key, with));
    }

    private String text(String key, Object... with) {
        return Messages.text("why." + key, with).in(language);
    }

    private String in(Text text) {
        return text.in(language);
    }

    /** The figure and what it means. */
    void figure() {
        String table = figure.contract().table();
        say(
                "figure",
                "label",
                in(figure.column().label()),
                "table",
                table,
                "column",
                figure.column().name(),
                "key",
                figure.key().entrySet().stream()
                        .map(part -> part.getKey().equals(figure.contract().month())
                                ? part.getValue().substring(0, "2026-10".length())
                                : part.getValue())
                        .collect(Collectors.joining(", ")),
                "value",
                said(figure.value()));
        say("asof", "day", figure.asOf().day());
        say("definition", "text", in(figure.column().description()));
        String statistic = figure.statistic();
        if (!figure.silent().isEmpty()) {
            say(
                    "silent",
                    "month",
                    month(),
                    "needs",
                    figure.silent().stream().map(Need::toString).collect(Collectors.joining(", ")));
        } else if (statistic != null) {
            say("statistic", "what", text("says." + statistic));
            if (!figure.restsOn().isEmpty()) {
                say("rests", "parts", rests());
            }
        } else if (same(figure.value(), figure.told().orElse(null))) {
            say("told");
        } else {
            say("differs", "told", said(figure.told().orElse(null)));
        }
    }

    private String month() {
        String month =
                figure.key().getOrDefault(String.valueOf(figure.contract().month()), "");
        return month.isEmpty() ? "" : month.substring(0, "2026-10".length());
    }

    private String rests() {
        return figure.restsOn().entrySet().stream()
                .map(part -> part.getKey() + " = " + said(part.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number first && other instanceof Number second) {
            double value = first.doubleValue();
            return Math.abs(value - second.doubleValue()) <= SAME * Math.max(1, Math.abs(value));
        }
        return String.valueOf(one).equals(String.valueOf(other));
    }

    /** Why it moved. */
    void change(Change change) {
        out.println();
        Double before = change.before();
        Double after = change.after();
        Object[] months = {"month", change.month(), "against", change.against()};
        if (before == null || after == null) {
            say("unknown_before", months);
            return;
        }
        if (Math.abs(change.change()) < SAME) {
            say("unmoved", with(months, "after", said(after)));
        } else {
            say("moved", with(months, "before", said(before), "after", said(after), "change", moved(change.change())));
        }
        if (change.splits().isEmpty() && change.events().isEmpty()) {
            say("no_parts");
        }
        change.atEqualAge()
                .filter(age -> Math.abs(change.change() - change.compared()) >= SAME)
                .ifPresent(age -> say(
                        "equal_age",
                        with(
                                months,
                                "before",
                                said(age.before()),
                                "after",
                                said(age.after()),
                                "change",
                                moved(change.compared()),
                                "older",
                                moved(change.change() - change.compared()))));
        change.splits().forEach(split -> split(change, split));
        change.events()
                .forEach(event -> say(
                        event.what(),
                        with(
                                months,
                                "figure",
                                event.figure(),
                                "before",
                                known(event.before()),
                                "after",
                                known(event.after()))));
    }

    private static Object[] with(Object[] some, Object... more) {
        return Stream.of(some, more).flatMap(Arrays::stream).toArray();
    }

    private String known(@Nullable Long n) {
        return n == null ? text("nobody_knows") : n.toString();
    }

    private void split(Change change, Change.Split split) {
        boolean volumeOnly =
                !change.isRatio() && split.parts().stream().allMatch(part -> part.mix() == 0 && part.rate() == 0);
        String kind = change.isRatio() ? "ratio" : volumeOnly ? "volume" : "count";
        say(
                "split_" + kind,
                "by",
                text("by." + split.by()),
                "change",
                moved(sum(split.parts(), ChangeParts.Part::total)),
                "volume",
                moved(sum(split.parts(), ChangeParts.Part::volume)),
                "mix",
                moved(sum(split.parts(), ChangeParts.Part::mix)),
                "rate",
                moved(sum(split.parts(), ChangeParts.Part::rate)));
        List<ChangeParts.Part> named =
                split.parts().subList(0, Math.min(MEMBERS, split.parts().size()));
        for (ChangeParts.Part part : named) {
            say(
                    "part_" + kind,
                    "name",
                    part.name(),
                    "total",
                    moved(part.total()),
                    "volume",
                    moved(part.volume()),
                    "mix",
                    moved(part.mix()),
                    "rate",
                    moved(part.rate()));
        }
        List<ChangeParts.Part> others =
                split.parts().subList(named.size(), split.parts().size());
        if (!others.isEmpty()) {
            say("others", "n", others.size(), "total", moved(sum(others, ChangeParts.Part::total)));
        }
    }

    private static double sum(List<ChangeParts.Part> parts, ToDoubleFunction<ChangeParts.Part> of) {
        return parts.stream().mapToDouble(of).sum();
    }

    /** What is behind it. */
    void events(long most, boolean saysHow) {
        for (Figure.Listed listed : figure.events()) {
            out.println();
            say(
                    "orders",
                    "n",
                    listed.all(),
                    "source",
                    listed.source(),
                    "counted",
                    listed.counted().entrySet().stream()
                            .map(each -> text("counted", "column", each.getKey(), "n", each.getValue()))
                            .collect(Collectors.joining(", ")));
            listed.rows().stream()
                    .limit(most)
                    .forEach(event -> say(
                            "order",
                            "id",
                            event.id(),
                            "place",
                            place(event),
                            "counted",
                            String.join(", ", event.counted())));
            long more = listed.all() - Math.min(most, listed.rows().size());
            if (more > 0 && saysHow) {
                say("more", "n", more);
            }
        }
    }

    private String place(Figure.Event event) {
        String file = event.file();
        Integer line = event.line();
        return file == null || line == null ? text("no_place") : text("place", "file", file, "line", line);
    }

    /** All of it as a file. */
    String csv() {
        StringBuilder csv = new StringBuilder("source,id,file,line,counted\n");
        figure.events().forEach(listed -> listed.rows().forEach(event -> csv.append(String.join(
                        ",",
                        listed.source(),
                        quoted(event.id()),
                        quoted(event.file() == null ? "" : event.file()),
                        event.line() == null ? "" : String.valueOf(event.line()),
                        quoted(String.join(" ", event.counted()))))
                .append('\n')));
        return csv.toString();
    }

    private static String quoted(String value) {
        return '"' + SheetText.guarded(value).replace("\"", "\"\"") + '"';
    }

    void written(Path file) {
        say(
                "written",
                "n",
                figure.events().stream()
                        .mapToLong(listed -> listed.rows().size())
                        .sum(),
                "file",
                file);
    }

    /** The SQL after the rest. */
    void sqlBelow() {
        if (!figure.query().isEmpty() && figure.silent().isEmpty()) {
            out.println();
            say("sql");
            sql();
        }
    }

    /** The SQL alone. */
    void sql() {
        out.println(figure.script());
        figure.query().forEach(query -> out.println(query + ";\n"));
        figure.lists().forEach(list -> out.println(list + ";\n"));
    }

    private String moved(double change) {
        String said = "share".equals(figure.column().unit())
                ? Messages.text("figures.points", "n", rounded(100 * change, 1)).in(language)
                : said(change);
        return change > 0 ? "+" + said : said;
    }

    /** A figure in its unit. */
    private String said(@Nullable Object value) {
        if (value == null) {
            return text("none");
        }
        if (!(value instanceof Number number)) {
            return String.valueOf(value);
        }
        double figureOf = number.doubleValue();
        String unit = String.valueOf(figure.column().unit());
        return switch (unit) {
            case "share" ->
                Messages.text("figures.percent", "n", rounded(100 * figureOf, 1))
                        .in(language);
            case "hours" ->
                Messages.text("figures.hours", "n", rounded(figureOf, 1)).in(language);
            default -> figureOf == Math.rint(figureOf) ? rounded(figureOf, 0) : rounded(figureOf, 2);
        };
    }

    private static String rounded(double number, int digits) {
        String said = String.format(Locale.ROOT, "%,." + digits + "f", number);
        return said.matches("-0(\\.0+)?") ? said.substring(1) : said;
    }
}
