package aftercare.measure.evidence;

import aftercare.table.MonthAtAgeTable;
import java.sql.Date;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** What a figure is made of, by month and member of each cut: what is counted above the line and below it. */
final class MemberSums {
    /** The cuts in which changes are looked at. */
    static final List<String> CUTS = List.of("region", "outlet", "model", "category");

    private static final String EACH_CUT = "inline(array("
            + CUTS.stream()
                    .map(cut -> "struct('" + cut + "' as cut, coalesce(" + FigureSql.memberOf(cut)
                            + ", 'unknown') as member)")
                    .collect(Collectors.joining(", "))
            + "))";

    private final Map<YearMonth, Map<String, Map<String, double[]>>> sums = new HashMap<>();

    private MemberSums() {}

    /** What some figures are made of, each view read once. */
    static List<MemberSums> of(EventViews source, List<Asked> figures) {
        List<MemberSums> all = new ArrayList<>();
        Map<List<String>, Map<Makeup.Aggregate, List<double[]>>> asked = new LinkedHashMap<>();
        for (int i = 0; i < figures.size(); i++) {
            all.add(new MemberSums());
            Asked figure = figures.get(i);
            add(asked, figure, figure.makeup().above(), i, 0);
            if (figure.makeup().below() != null) {
                add(asked, figure, figure.makeup().below(), i, 1);
            }
        }
        asked.forEach((of, aggregates) -> read(source, of.get(0), of.get(1), aggregates, all));
        return all;
    }

    private static void add(
            Map<List<String>, Map<Makeup.Aggregate, List<double[]>>> asked,
            Asked figure,
            Makeup.Aggregate aggregate,
            int of,
            int place) {
        asked.computeIfAbsent(List.of(aggregate.view(), figure.member()), none -> new LinkedHashMap<>())
                .computeIfAbsent(aggregate, none -> new ArrayList<>())
                .add(new double[] {of, place});
    }

    private static void read(
            EventViews source,
            String view,
            String member,
            Map<Makeup.Aggregate, List<double[]>> aggregates,
            List<MemberSums> all) {
        List<Map.Entry<Makeup.Aggregate, List<double[]>>> each = List.copyOf(aggregates.entrySet());
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < each.size(); i++) {
            values.append(",\n    cast(")
                    .append(each.get(i).getKey().value())
                    .append(" as double) as value_")
                    .append(i);
        }
        String query = "select month, cut, member" + values + "\nfrom (select *, " + EACH_CUT + " from " + view
                + "\nwhere " + member + ") as members\ngroup by month, cut, member";
        for (Row row : source.rows(query).collectAsList()) {
            YearMonth month =
                    YearMonth.from(row.<Date>getAs(MonthAtAgeTable.MONTH).toLocalDate());
            for (int i = 0; i < each.size(); i++) {
                int at = row.fieldIndex("value_" + i);
                double value = row.isNullAt(at) ? 0 : row.getDouble(at);
                for (double[] place : each.get(i).getValue()) {
                    all.get((int) place[0]).at(month, row.getAs("cut"), row.getAs("member"))[(int) place[1]] += value;
                }
            }
        }
    }

    private double[] at(YearMonth month, String cut, String member) {
        return sums.computeIfAbsent(month, none -> new HashMap<>())
                .computeIfAbsent(cut, none -> new TreeMap<>())
                .computeIfAbsent(member, none -> new double[2]);
    }

    /** The members of a cut in a month, each with what is above the line and below it. */
    Map<String, double[]> members(YearMonth month, String cut) {
        return sums.getOrDefault(month, Map.of()).getOrDefault(cut, Map.of());
    }

    /** The months in which anything was counted. */
    Set<YearMonth> months() {
        return new TreeSet<>(sums.keySet());
    }

    /** What is above the line and below it of all members together. */
    double[] total(YearMonth month) {
        double[] total = new double[2];
        for (double[] member : members(month, CUTS.get(0)).values()) {
            total[0] += member[0];
            total[1] += member[1];
        }
        return total;
    }

    /** The figure of all members together; empty where it is a ratio by nothing. */
    Optional<Double> figure(Makeup makeup, YearMonth month) {
        double[] total = total(month);
        if (!makeup.isRatio()) {
            return Optional.of(total[0]);
        }
        return total[1] == 0 ? Optional.empty() : Optional.of(total[0] / total[1]);
    }
}
