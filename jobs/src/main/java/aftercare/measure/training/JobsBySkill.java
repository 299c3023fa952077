package aftercare.measure.training;

import aftercare.measure.training.People.Staff;
import aftercare.measure.training.SkillBook.Skill;
import aftercare.table.RepairsTable;
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
import org.jspecify.annotations.Nullable;

/**
 * Turns counts by technician, outlet, model, symptom and stretch between courses into counts by technician, outlet and
 * skill, with what is expected of them. Rows of a technician must lie together.
 */
final class JobsBySkill implements Serializable {
    /** Columns of the counts that come in. */
    static final String STRETCH = "stretch";

    static final String COUNTS = "counts";

    private static final String KIND = "kind";
    private static final String OF = "of";
    private static final String EXPECTED = "expected";

    static final StructType TYPE = new StructType()
            .add(RepairsTable.TECHNICIAN_ID, DataTypes.StringType)
            .add(RepairsTable.OUTLET_ID, DataTypes.StringType)
            .add(KIND, DataTypes.StringType)
            .add(OF, DataTypes.StringType)
            .add(COUNTS, DataTypes.createArrayType(DataTypes.LongType))
            .add(EXPECTED, DataTypes.createArrayType(DataTypes.DoubleType));

    private final Staff staff;
    private final Map<String, String> categories;
    private final Map<String, double[]> rates;

    /** Takes the category of each model, and per model and symptom the company's rate per metric. */
    JobsBySkill(Staff staff, Map<String, String> categories, Map<String, double[]> rates) {
        this.staff = staff;
        this.categories = categories;
        this.rates = rates;
    }

    static String stratum(String model, @Nullable String symptom) {
        return model + "\n" + Objects.toString(symptom, "");
    }

    private record Key(
            @Nullable String technician, @Nullable String outlet, Jobs.Kind kind, String of) {}

    /** Rows as {@link #TYPE} of counts by technician, outlet, model, symptom and {@link #STRETCH}. */
    Iterator<Row> of(Iterator<Row> cells) {
        Map<Key, long[]> counts = new HashMap<>();
        Map<Key, double[]> expected = new HashMap<>();
        while (cells.hasNext()) {
            Row row = cells.next();
            RepairsTable.Values cell = RepairsTable.of(row);
            String technician = cell.technicianId();
            String outlet = cell.outletId();
            String category = categories.get(cell.modelId());
            int stretch = row.getAs(STRETCH);
            long[] own = longs(row);
            double[] stratum = Objects.requireNonNull(
                    rates.get(stratum(cell.modelId(), cell.symptomCode())), "there are rates of all cells");
            add(counts, expected, new Key(technician, outlet, Jobs.Kind.ALL, ""), own, stratum);
            if (category != null) {
                add(counts, expected, new Key(technician, outlet, Jobs.Kind.CATEGORY, category), own, stratum);
            }
            for (Skill skill : staff.skills().of(staff.roster().role(technician))) {
                if (skill.showsIn(category, cell.symptomCode())
                        && stretch >= staff.courses().withLast(technician, skill.name())) {
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
        JobCounts.add(counts.computeIfAbsent(key, none -> new long[JobCounts.LENGTH]), own);
        double[] sums = expected.computeIfAbsent(key, none -> new double[JobCounts.METRICS]);
        for (Metric metric : Metric.values()) {
            int at = JobCounts.place(metric);
            sums[at] += own[JobCounts.tried(metric)] * rates[at];
        }
    }

    static Jobs jobs(Row row) {
        List<Double> expected = row.getList(row.fieldIndex(EXPECTED));
        return new Jobs(
                RepairsTable.of(row).technicianId(),
                RepairsTable.of(row).outletId(),
                Jobs.Kind.valueOf(row.getAs(KIND)),
                row.getAs(OF),
                longs(row),
                expected.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The counts of a row that has some. */
    static long[] longs(Row row) {
        List<Long> counts = row.getList(row.fieldIndex(COUNTS));
        return counts.stream().mapToLong(Long::longValue).toArray();
    }
}
