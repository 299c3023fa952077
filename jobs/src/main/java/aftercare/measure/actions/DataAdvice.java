package aftercare.measure.actions;

import static org.apache.spark.sql.functions.col;

import aftercare.contract.Text;
import aftercare.table.ActionTable;
import aftercare.table.NotDeliveredTable;
import aftercare.table.SourceMonthTable;
import aftercare.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sources that were not delivered or stopped, and members of which nothing came though others delivered. */
final class DataAdvice implements Adviser {
    static final String WHAT = "data";

    @Override
    public List<String> gold() {
        return List.of(Tables.NOT_DELIVERED, Tables.SOURCE_MONTH);
    }

    @Override
    public List<ActionTable.Builder> advice(Known known, Effects effects) {
        Stream<ActionTable.Builder> sources =
                known.rows(Tables.NOT_DELIVERED, col(NotDeliveredTable.FIELD).isNull(), NotDeliveredTable::of).stream()
                        .map(DataAdvice::source);
        Stream<ActionTable.Builder> members = known
                .rows(
                        Tables.SOURCE_MONTH,
                        known.inMonth(SourceMonthTable.MONTH)
                                .and(col(SourceMonthTable.STATE).equalTo("silent"))
                                .and(col(SourceMonthTable.EXPECTED_N).gt(0)),
                        SourceMonthTable::of)
                .stream()
                .map(DataAdvice::member);
        return Stream.concat(sources, members).toList();
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

    private static ActionTable.Builder member(SourceMonthTable.Values row) {
        boolean isOutlet = row.cut().equals("outlet");
        return Adviser.about(
                        WHAT,
                        row.source() + "/" + row.cut() + "/" + row.cutId(),
                        Adviser.say(
                                "data.silent_" + row.cut(),
                                "source",
                                row.source(),
                                "expected",
                                Math.round(row.expectedN() == null ? 0 : row.expectedN())))
                .outletId(isOutlet ? row.cutId() : null)
                .regionId(row.cut().equals("region") ? row.cutId() : null)
                .owner(WHAT)
                .since(row.month())
                .evidenceTable(Tables.SOURCE_MONTH)
                .evidenceKey("month=" + row.month() + ",source=" + row.source() + ",cut=" + row.cut() + ",cut_id="
                        + row.cutId());
    }
}
