package aftercare.measure.training;

import aftercare.measure.training.SkillBook.Skill;
import aftercare.table.OutletsTable;
import aftercare.table.TrainingNeedTable;
import aftercare.table.TrainingPlanPersonTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Turns counts by technician, outlet, model, symptom and stretch between courses into counts by technician, outlet and skill, with what is
 * expected of them. Rows of a technician must lie together.
 */
final class JobsBySkill implements Serializable {
    static final StructType TYPE = new StructType()
            .add(TrainingPlanPersonTable.TECHNICIAN_ID, DataTypes.StringType)
            .add(TrainingPlanPersonTable.OUTLET_ID, DataTypes.StringType)
            .add(OutletsTable.KIND, DataTypes.StringType)
            .add("of", DataTypes.StringType)
            .add("counts", DataTypes.createArrayType(DataTypes.LongType))
            .add(TrainingNeedTable.EXPECTED, DataTypes.createArrayType(DataTypes.DoubleType));

    private final Staff staff;
    private final Map<String, String> categories;
    private final Map<String, double[]> rates;

    /** Takes the category of each model, and per model and symptom the company's rate per metric. */
    JobsBySkill(Staff staff, Map<String, String> categories, Map<String, double[]> rates) {
        this.staff = staff;
        this.categories = categories;
        this.rates = rates;
    }

    static String stratum(String model, String symptom) {
        return model + "\n" + Objects.toString(symptom, "");
    }

    private record Key(String technician, String outlet, Jobs.Kind kind, String of) {}

    /** Rows as {@link #TYPE} of rows technician_id, outlet_id, model_id, symptom_code, stretch, counts. */
    Iterator<Row> of(Iterator<Row> cells) {
        Map<Key, long[]> counts = new HashMap<>();
        Map<Key, double[]> expected = new HashMap<>();
        while (cells.hasNext()) {
            Row cell = cells.next();
            String technician = cell.getString(0);
            String outlet = cell.getString(1);
            String category = categories.get(cell.getString(2));
            long[] own = longs(cell.getList(5));
            double[] stratum = rates.get(stratum(cell.getString(2), cell.getString(3)));
            add(counts, expected, new Key(technician, outlet, Jobs.Kind.ALL, ""), own, stratum);
            if (category != null) {
                add(counts, expected, new Key(technician, outlet, Jobs.Kind.CATEGORY, category), own, stratum);
            }
            for (Skill skill : staff.skills().of(staff.roster().role(technician))) {
                if (skill.showsIn(category, cell.getString(3))
                        && cell.getInt(4) >= staff.courses().withLast(technician, skill.name())) {
                    add(counts, expected, new Key(technician, outlet, Jobs.Kind.SKILL, skill.name()), own, stratum);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        counts.forEach((key, sums) -> rows.add(RowFactory.create(
                key.technician(), key.outlet(), key.kind().name(), key.of(), sums, expected.get(key))));
        return rows.iterator();
    }

    private static void add(Map<Key, long[]> counts, Map<Key, double[]> expected, Key key, long[] own, double[] rates) {
        Counts.add(counts.computeIfAbsent(key, none -> new long[Counts.LENGTH]), own);
        double[] sums = expected.computeIfAbsent(key, none -> new double[Counts.METRICS]);
        for (Metric metric : Metric.values()) {
            sums[metric.ordinal()] += own[Counts.tried(metric)] * rates[metric.ordinal()];
        }
    }

    static Jobs jobs(Row row) {
        List<Double> expected = row.getList(5);
        return new Jobs(
                row.getString(0),
                row.getString(1),
                Jobs.Kind.valueOf(row.getString(2)),
                row.getString(3),
                longs(row.getList(4)),
                expected.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static long[] longs(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).toArray();
    }
}
