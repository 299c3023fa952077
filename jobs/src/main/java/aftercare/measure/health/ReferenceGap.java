package aftercare.measure.health;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Changes;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.facts.SeenOrders;
import aftercare.table.ReferenceGapTable;
import aftercare.table.Tables;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many rows of facts refer to something that nobody delivered; one row per source, field and month. Defined in
 * schemas/gold/reference_gap.yaml.
 *
 * <p>References to the few members of reference data are counted member by member in one pass over a source, and
 * looked up after; those to orders are joined, as there are as many.
 */
public final class ReferenceGap implements Measure {
    private static final String VALUE = "value";
    private static final String FOUND = "found";
    private static final String NAMED = "named";

    private final List<Contract> facts;
    private final Map<String, Contract> sources;

    /**
     * A reference.
     *
     * @param field the column that holds it
     * @param source the source referred to
     * @param column the column of that source
     */
    private record Reference(String field, String source, String column) {
        static Reference of(String field, String refersTo) {
            int point = refersTo.indexOf('.');
            return new Reference(field, refersTo.substring(0, point), refersTo.substring(point + 1));
        }

        String refersTo() {
            return source + "." + column;
        }
    }

    /** Takes the contracts of all sources. */
    public ReferenceGap(Contracts contracts) {
        this.sources = contracts.sources().stream().collect(Collectors.toMap(Contract::source, each -> each));
        this.facts = contracts.sources().stream()
                .filter(contract ->
                        contract.month() != null && !references(contract).isEmpty())
                .toList();
    }

    private static List<Reference> references(Contract contract) {
        List<Reference> references = new ArrayList<>();
        for (aftercare.contract.Column column : contract.columns()) {
            if (column.references() != null) {
                references.add(Reference.of(column.name(), column.references()));
            }
        }
        return references;
    }

    @Override
    public String table() {
        return Tables.REFERENCE_GAP;
    }

    @Override
    public List<String> sources() {
        return facts.stream()
                .flatMap(contract -> Stream.concat(
                        Stream.of(contract.source()), references(contract).stream().map(Reference::source)))
                .distinct()
                .toList();
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        List<Dataset<Row>> counted = new ArrayList<>();
        List<Dataset<Row>> naming = new ArrayList<>();
        for (Contract contract : facts) {
            String monthOf = Objects.requireNonNull(contract.month(), "facts have a month");
            Dataset<Row> rows = inputs.silver(contract.source())
                    .filter(months.containMonthOf(col(monthOf), asOf))
                    .withColumn(ReferenceGapTable.MONTH, Months.of(col(monthOf)));
            List<Column> members = new ArrayList<>();
            for (Reference reference : references(contract)) {
                if (isFact(reference.source())) {
                    counted.add(toFacts(contract, reference, rows, inputs));
                } else {
                    members.add(struct(
                            lit(reference.field()).as(ReferenceGapTable.FIELD),
                            lit(reference.refersTo()).as(ReferenceGapTable.REFERS_TO),
                            col(reference.field()).as(VALUE)));
                }
            }
            if (!members.isEmpty()) {
                naming.add(rows.select(
                                col(ReferenceGapTable.MONTH),
                                explode(array(members.toArray(Column[]::new))).as(NAMED))
                        .select(
                                lit(contract.source()).as(ReferenceGapTable.SOURCE),
                                col(ReferenceGapTable.MONTH),
                                col(NAMED + ".*")));
            }
        }
        counted.add(toMembers(naming.stream().reduce(Dataset::union).orElseThrow(), inputs));
        List<String> delivered = references()
                .filter(reference -> !inputs.silver(reference.source()).isEmpty())
                .map(Reference::refersTo)
                .toList();
        return counted.stream()
                .reduce(Dataset::unionByName)
                .orElseThrow()
                .withColumn(
                        ReferenceGapTable.UNMATCHED_N,
                        when(
                                col(ReferenceGapTable.REFERS_TO).isin(delivered.toArray()),
                                col(ReferenceGapTable.UNMATCHED_N)));
    }

    /** All references, each place referred to once. */
    private Stream<Reference> references() {
        return facts.stream()
                .flatMap(contract -> references(contract).stream())
                .collect(Collectors.toMap(Reference::refersTo, each -> each, (one, other) -> one, TreeMap::new))
                .values()
                .stream();
    }

    private boolean isFact(String source) {
        return Objects.requireNonNull(sources.get(source), "contracts refer to sources")
                        .month()
                != null;
    }

    private static Dataset<Row> toFacts(Contract contract, Reference reference, Dataset<Row> rows, Inputs inputs) {
        Dataset<Row> there =
                inputs.silver(reference.source()).select(col(reference.column()).as(VALUE), lit(true).as(FOUND));
        return rows.filter(col(reference.field()).isNotNull())
                .select(col(ReferenceGapTable.MONTH), col(reference.field()).as(VALUE))
                .join(there, VALUE, "left")
                .groupBy(ReferenceGapTable.MONTH)
                .agg(
                        count(lit(1)).as(ReferenceGapTable.REFERRING_N),
                        count(lit(1)).minus(count(col(FOUND))).as(ReferenceGapTable.UNMATCHED_N))
                .select(
                        lit(contract.source()).as(ReferenceGapTable.SOURCE),
                        lit(reference.field()).as(ReferenceGapTable.FIELD),
                        lit(reference.refersTo()).as(ReferenceGapTable.REFERS_TO),
                        col(ReferenceGapTable.MONTH),
                        col(ReferenceGapTable.REFERRING_N),
                        col(ReferenceGapTable.UNMATCHED_N));
    }

    private Dataset<Row> toMembers(Dataset<Row> naming, Inputs inputs) {
        Dataset<Row> members = references()
                .filter(reference -> !isFact(reference.source()))
                .map(reference -> inputs.silver(reference.source())
                        .select(
                                lit(reference.refersTo()).as(ReferenceGapTable.REFERS_TO),
                                col(reference.column()).as(VALUE)))
                .reduce(Dataset::union)
                .orElseThrow()
                .distinct()
                .withColumn(FOUND, lit(true));
        return naming.filter(col(VALUE).isNotNull())
                .groupBy(
                        ReferenceGapTable.SOURCE,
                        ReferenceGapTable.FIELD,
                        ReferenceGapTable.REFERS_TO,
                        ReferenceGapTable.MONTH,
                        VALUE)
                .agg(count(lit(1)).as(ReferenceGapTable.REFERRING_N))
                .join(members, new String[] {ReferenceGapTable.REFERS_TO, VALUE}, "left")
                .groupBy(
                        ReferenceGapTable.SOURCE,
                        ReferenceGapTable.FIELD,
                        ReferenceGapTable.REFERS_TO,
                        ReferenceGapTable.MONTH)
                .agg(
                        sum(ReferenceGapTable.REFERRING_N).as(ReferenceGapTable.REFERRING_N),
                        sum(when(col(FOUND).isNull(), col(ReferenceGapTable.REFERRING_N))
                                        .otherwise(lit(0L)))
                                .as(ReferenceGapTable.UNMATCHED_N));
    }

    /**
     * The months of rows that changed, and those of rows that refer to orders that changed; all where reference data
     * did, or where orders came for the first time.
     */
    @Override
    public Months touched(Inputs inputs, Changes changes, AsOf asOf) {
        if (references().map(Reference::source).anyMatch(source -> !isFact(source) && changes.any(source))) {
            return Months.all();
        }
        Set<YearMonth> months = new HashSet<>();
        for (Contract contract : facts) {
            Column month = Months.of(col(Objects.requireNonNull(contract.month(), "facts have a month")));
            if (changes.any(contract.source())) {
                months.addAll(SeenOrders.collectMonths(changes.rows(contract.source()), month));
            }
            for (Reference reference : references(contract)) {
                if (isFact(reference.source()) && changes.any(reference.source())) {
                    Dataset<Row> ids = changes.rows(reference.source())
                            .select(col(reference.column()).as(reference.field()))
                            .distinct();
                    if (areAll(ids, reference, inputs)) {
                        return Months.all();
                    }
                    months.addAll(SeenOrders.collectMonths(
                            inputs.silver(contract.source()).join(broadcast(ids), reference.field()), month));
                }
            }
        }
        return Months.of(months);
    }

    /** Whether nothing but what changed is there: then nothing was before, and no month had anything to look in. */
    private static boolean areAll(Dataset<Row> ids, Reference reference, Inputs inputs) {
        return inputs.silver(reference.source())
                .select(col(reference.column()).as(reference.field()))
                .join(broadcast(ids), new String[] {reference.field()}, "left_anti")
                .isEmpty();
    }
}
