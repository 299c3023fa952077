package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.Contracts;
import aftercare.contract.Text;
import aftercare.table.ActionTable;
import aftercare.table.NotDeliveredTable;
import aftercare.table.SourceMonthTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sources that were not delivered or stopped, and members of which nothing came though others delivered. */
final class DataAdvice implements Adviser {
    static final String WHAT = "data";

    /** Months. */
    private static final int LONG_GONE = 12;

    private final Contracts contracts;

    /** Takes what sources are called. */
    DataAdvice(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.NOT_DELIVERED, Tables.SOURCE_MONTH);
    }

    @Override
    public List<ActionTable.Builder> advice(Known known, Effects effects) {
        Stream<ActionTable.Builder> sources =
                known.rows(Tables.NOT_DELIVERED, col(NotDeliveredTable.FIELD).isNull(), NotDeliveredTable::of).stream()
                        .map(DataAdvice::source);
        return Stream.concat(sources, members(known)).toList();
    }

    /** Members silent in the last full month, unless they have been for a year: those have not just stopped. */
    private Stream<ActionTable.Builder> members(Known known) {
        Map<String, List<SourceMonthTable.Values>> silent = known
                .rows(
                        Tables.SOURCE_MONTH,
                        col(SourceMonthTable.STATE)
                                .equalTo("silent")
                                .and(col(SourceMonthTable.EXPECTED_N).gt(0)),
                        SourceMonthTable::of)
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.source() + "/" + row.cut() + "/" + row.cutId(), TreeMap::new, Collectors.toList()));
        LocalDate month = known.month().atDay(1);
        return silent.entrySet().stream().flatMap(member -> member.getValue().stream()
                .filter(row -> row.month().equals(month))
                .map(row -> {
                    LocalDate since = known.since(member.getValue().stream()
                            .map(SourceMonthTable.Values::month)
                            .toList());
                    return since.isAfter(month.minusMonths(LONG_GONE)) ? member(member.getKey(), row, since) : null;
                })
                .filter(Objects::nonNull));
    }

    private static ActionTable.Builder source(NotDeliveredTable.Values row) {
        Text source = new Text(row.sourceEn(), Map.of("zh-CN", row.sourceZh()));
        Text question = new Text(row.questionEn(), Map.of("zh-CN", row.questionZh()));
        return Adviser.about(
                        WHAT, row.source(), Adviser.say("data." + row.state(), "source", source, "question", question))
                .owner(WHAT)
                .since(row.speaksTo() == null ? null : row.speaksTo().plusMonths(1))
                .evidenceTable(Tables.NOT_DELIVERED)
                .evidenceKey("item=" + row.item());
    }

    private ActionTable.Builder member(String about, SourceMonthTable.Values row, LocalDate since) {
        boolean isOutlet = row.cut().equals("outlet");
        return Adviser.about(
                        WHAT,
                        about,
                        Adviser.say(
                                "data.silent_" + row.cut(),
                                "source",
                                contracts.source(row.source()).title(),
                                "expected",
                                Math.round(row.expectedN() == null ? 0 : row.expectedN())))
                .outletId(isOutlet ? row.cutId() : null)
                .regionId(row.cut().equals("region") ? row.cutId() : null)
                .owner(WHAT)
                .since(since)
                .evidenceTable(Tables.SOURCE_MONTH)
                .evidenceKey("month=" + row.month() + ",source=" + row.source() + ",cut=" + row.cut() + ",cut_id="
                        + row.cutId());
    }
}
