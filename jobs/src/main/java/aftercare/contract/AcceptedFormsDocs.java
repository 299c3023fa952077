package aftercare.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page about how fields may be written: days, numbers, truth and nothing. */
final class AcceptedFormsDocs {
    private final AcceptedForms forms;
    private final Collection<Contract> sources;

    AcceptedFormsDocs(AcceptedForms forms, Collection<Contract> sources) {
        this.forms = forms;
        this.sources = sources;
    }

    String page() {
        Markdown page = Markdown.generatedPage("Accepted forms", "`schemas/accepted_forms.yaml`")
                .block("How days, numbers, truth and nothing may be written in any file. A field that is in no accepted"
                        + " form, or that has two readings, is refused with the reason; it is never guessed. Under `format`"
                        + " a mapping states what the file alone does not tell, and that comes first. Blanks around a field,"
                        + " of whatever kind, do not count.");
        days(page);
        numbers(page);
        page.heading(2, "Yes and no")
                .block("Case does not matter.")
                .bullets(List.of("yes: " + Markdown.codes(forms.yes()), "no: " + Markdown.codes(forms.no())));
        nothing(page);
        totals(page);
        keys(page);
        return page.toString();
    }

    private void days(Markdown page) {
        page.heading(2, "Days and times")
                .block("ISO 8601 first: `2026-10-31`, `2026-10-31 08:05`, `2026-10-31T08:05:00.25+08:00`. Then, in this"
                        + " order, as patterns of"
                        + " [java.time](https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/time/format/DateTimeFormatter.html)"
                        + " (`[ ]` may be left out):")
                .bullets(forms.dates().stream().map(Markdown::code).toList())
                .block("Names of months and days are English, long or short, in any case; a mapping's `locale` names"
                        + " another language for its own `dates`. Halves of a day: "
                        + Markdown.codes(forms.halfDays().am())
                        + "; "
                        + Markdown.codes(forms.halfDays().pm())
                        + ". In a workbook a number is Excel's count of days.")
                .block(
                        "**What is refused unless a mapping states it.** `03/04/2026`, `13/04/2026` and years of two digits:"
                                + " the reason gives each reading and the line that decides, such as"
                                + " `format: {dates: [\"dd/MM/yyyy\"]}`. In a stated form `yy` is the year of a spreadsheet: 00 to 29"
                                + " are 2000 to 2029, 30 to 99 are 1930 to 1999. A form by which no day can ever be read is refused"
                                + " when the mapping is checked.")
                .block(
                        "**Zones.** A zone behind a time counts: `Z`, `UTC`, `GMT`, `+0800`, `+08:00`, `UTC+8`. A time without"
                                + " one is read in the zone of its column (`{from: created, zone: UTC}`), else of its file"
                                + " (`format: {zone: UTC}`), else of the business. Where a pattern has a place for a name (`z`),"
                                + " these mean one offset, whatever the season; a name that several zones have is read only where"
                                + " the zone of the file is one of them, and is refused elsewhere:")
                .block(zones())
                .block(
                        "A time that the clock skipped in spring is read as the same time after the change, one that it showed"
                                + " twice in autumn as the first of the two. A day without a time is a day of the business.");
    }

    private String zones() {
        List<String> zones = new ArrayList<>();
        forms.zones().forEach((name, offset) -> zones.add(Markdown.code(name + " " + offset)));
        return String.join(", ", zones);
    }

    private void numbers(Markdown page) {
        page.heading(2, "Numbers")
                .block(
                        "A point is the decimal sign. Thousands may be parted by commas, blanks or apostrophes, in groups of"
                                + " three. Where a comma and a point both stand in a number, the last one is the decimal sign. A sign"
                                + " that may be either, as in `1,250`, or in `1.250` where the file's delimiter is a semicolon, is"
                                + " refused with both readings unless the column rules one of them out;"
                                + " `format: {decimal: \",\"}` decides. Negative numbers may have their minus behind them or stand in"
                                + " parentheses; full-width digits are digits. An amount of money may have a currency before or"
                                + " behind it, which is not converted. Workbooks, JSON and Parquet hold numbers as such, always with a"
                                + " point.")
                .table(
                        List.of("amount", "delimiter", "stated decimal", "read as"),
                        forms.numbers().stream()
                                .map(example -> List.of(
                                        Markdown.code(example.text()),
                                        stated(example.delimiter()),
                                        stated(example.decimal()),
                                        example.reads() == null ? "refused" : example.reads()))
                                .toList())
                .block("Words that may stand by a number, by the unit of its column:")
                .table(List.of("unit", "words"), units());
        page.block(
                "Spans of time, where the unit of the column is hours, minutes or seconds: `1:30` and `36:30:00` (hours and"
                        + " minutes first), `PT1H30M`, `1 h 30 min`, with "
                        + Markdown.codes(forms.durations().hours())
                        + "; "
                        + Markdown.codes(forms.durations().minutes())
                        + "; "
                        + Markdown.codes(forms.durations().seconds())
                        + ".");
    }

    private static String stated(@Nullable String sign) {
        return sign == null ? "any" : Markdown.code(sign);
    }

    private List<List<String>> units() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("money", Markdown.codes(forms.currencies())));
        forms.quantities().forEach((unit, words) -> rows.add(List.of(Markdown.plain(unit), Markdown.codes(words))));
        return rows;
    }

    private void nothing(Markdown page) {
        page.heading(2, "Nothing")
                .block("An empty field, and these words; case does not matter. A mapping adds its own:"
                        + " `format: {nulls: [\"no answer\"]}`. A word that the column knows, such as `none` in a list of"
                        + " values, is that value.")
                .bullets(List.of(
                        "in every column: " + Markdown.codes(forms.nulls().everywhere()),
                        "everywhere but in free text: "
                                + Markdown.codes(forms.nulls().codes()),
                        "where a day, a number or truth is expected: "
                                + Markdown.codes(forms.nulls().values()),
                        "where a day is expected, dates of zeros: `0000-00-00`, `0000-00-00 00:00:00`, `00000000`"));
        page.block(
                "Some numbers are entered because a program wants one, and would make one unit of all units without a number."
                        + " They are nothing in the columns named here, and so are zeros only (`000000`, `0000-0000`), x only, four"
                        + " nines or more, and one digit eight times or more.");
        forms.placeholders()
                .forEach((kind, words) -> page.block(Markdown.codes(columns(kind)) + ": " + Markdown.codes(words)));
    }

    private List<String> columns(String kind) {
        return sources.stream()
                .flatMap(source -> source.columns().stream()
                        .filter(column -> kind.equals(column.placeholders()))
                        .map(column -> source.source() + "." + column.name()))
                .toList();
    }

    private void totals(Markdown page) {
        page.heading(2, "Totals")
                .block(
                        "A row that sums up others is no order, but nothing tells it from one for sure, so it is read like any"
                                + " other and left out only where a mapping says so. What the last rows of a table begin with is"
                                + " looked at; where it is one of these words, case aside, that is said with the line of the mapping"
                                + " that leaves them out, when the file is loaded and in the reason where such a row is refused.")
                .bullets(List.of(
                        "the end of a table (`format: {footer: \"^Total\"}`): " + Markdown.codes(forms.totals()),
                        "sums of a part of it, which `where` leaves out wherever they stand: "
                                + Markdown.codes(forms.subtotals())));
    }

    private static void keys(Markdown page) {
        page.heading(2, "Numbers of things")
                .block(
                        "In keys, in references and in columns called `_id` or `_no`, `1001.0` and `1.001E+3` are `1001`, as a"
                                + " spreadsheet was given it. A number that lost digits, such as `1.23457E+12`, is refused: give the"
                                + " column the format of text and export it again.");
    }
}
