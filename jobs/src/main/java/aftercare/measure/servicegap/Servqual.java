package aftercare.measure.servicegap;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import aftercare.contract.Contracts;
import aftercare.contract.ServiceGaps;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import aftercare.measure.servicegap.Response.Answer;
import aftercare.table.ServqualTable;
import aftercare.table.SurveyAnswersTable;
import aftercare.table.Tables;
import java.sql.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * servqual: what is expected of service and how it is found, by quarter, respondents, company, region and dimension.
 * Defined in schemas/gold/servqual.yaml and docs/decisions.md (DV1 to DV5).
 */
public final class Servqual implements Measure {
    private static final int POINTS = 7;
    private static final String GROUP = "group";

    private final int fewest;

    /** Takes how surveys are read. */
    public Servqual(Contracts contracts) {
        fewest = ServiceGaps.load(contracts).fewestRespondents();
    }

    @Override
    public String table() {
        return Tables.SERVQUAL;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.SURVEY_ANSWERS);
    }

    @Override
    public String settings() {
        return "fewest " + fewest;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        Dataset<Row> answers = inputs.silver(Tables.SURVEY_ANSWERS);
        int marked = fewest;
        return answers.filter(col(SurveyAnswersTable.ANSWERED_ON).leq(lit(Date.valueOf(asOf.day()))))
                .select(
                        to_date(date_trunc("quarter", col(SurveyAnswersTable.ANSWERED_ON)))
                                .as(ServqualTable.QUARTER),
                        col(SurveyAnswersTable.RESPONDENT),
                        col(SurveyAnswersTable.COMPANY),
                        col(SurveyAnswersTable.RESPONSE_ID),
                        SeenOrders.orUnknown(col(SurveyAnswersTable.REGION_ID)).as(SurveyAnswersTable.REGION_ID),
                        col(SurveyAnswersTable.ITEM),
                        col(SurveyAnswersTable.EXPECTATION),
                        col(SurveyAnswersTable.PERCEPTION),
                        col(SurveyAnswersTable.IMPORTANCE),
                        scalePoints(answers).as(SurveyAnswersTable.SCALE_POINTS))
                .withColumn(
                        GROUP,
                        concat_ws(
                                "/",
                                col(ServqualTable.QUARTER),
                                col(SurveyAnswersTable.RESPONDENT),
                                col(SurveyAnswersTable.COMPANY)))
                .groupByKey((MapFunction<Row, String>) row -> row.getAs(GROUP), Encoders.STRING())
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Row, Row>) (key, rows) -> scored(rows, marked),
                        Encoders.row(ServqualTable.SCHEMA));
    }

    /** Lakes that were loaded before the column was there hold answers of 1 to 7. */
    private static Column scalePoints(Dataset<Row> answers) {
        return List.of(answers.columns()).contains(SurveyAnswersTable.SCALE_POINTS)
                ? coalesce(col(SurveyAnswersTable.SCALE_POINTS), lit(POINTS))
                : lit(POINTS);
    }

    private static Iterator<Row> scored(Iterator<Row> rows, int fewest) {
        SurveyGroup.Key key = null;
        SortedMap<String, FilledIn> responses = new TreeMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            SurveyAnswersTable.Values answer = SurveyAnswersTable.of(row);
            key = new SurveyGroup.Key(ServqualTable.of(row).quarter(), answer.respondent(), answer.company());
            responses
                    .computeIfAbsent(answer.responseId(), none -> new FilledIn())
                    .add(answer);
        }
        return new SurveyGroup(
                        Objects.requireNonNull(key, "a group has rows"),
                        responses.values().stream().map(FilledIn::response).toList(),
                        fewest)
                .rows()
                .iterator();
    }

    /** A questionnaire while its rows come in, in any order. */
    private static final class FilledIn {
        private final Map<String, Answer> answers = new TreeMap<>();
        private @Nullable String region;
        private boolean rescaled;

        void add(SurveyAnswersTable.Values row) {
            String from = row.regionId();
            region = region == null || from.compareTo(region) < 0 ? from : region;
            rescaled |= row.scalePoints() != POINTS;
            answers.put(
                    row.item(), Answer.on(row.scalePoints(), row.expectation(), row.perception(), row.importance()));
        }

        Response response() {
            return new Response(Objects.requireNonNull(region, "a questionnaire has rows"), rescaled, answers);
        }
    }
}
