package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.ingest.Ingest;
import aftercare.lake.Lake;
import aftercare.lake.TableCache;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Measure;
import aftercare.measure.complaints.ComplaintMonth;
import aftercare.measure.engine.Compute;
import aftercare.measure.outlets.OutletKpiMonth;
import aftercare.measure.satisfaction.SatisfactionMonth;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.Row;

/** Drives a whole lake in tests: load, compute, read back. */
public final class Pipeline {
    static final List<Measure> KPIS = List.of(
            new SatisfactionMonth(Contracts.load()),
            new OutletKpiMonth(Contracts.load()),
            new ComplaintMonth(Contracts.load()));
    private static final Contracts CONTRACTS = Contracts.load();
    private static final Timestamp NOW = Timestamp.from(Instant.parse("2026-11-01T06:00:00Z"));

    private final Lake lake;

    public Pipeline(Path folder) {
        this.lake = Lake.openOrCreate(TestSpark.session(), folder.toString(), ZoneId.of("UTC"));
    }

    Pipeline(Lake lake) {
        this.lake = lake;
    }

    public Lake lake() {
        return lake;
    }

    static Contracts contracts() {
        return CONTRACTS;
    }

    /** Loads a folder; a file that is not taken fails the test. */
    public Ingest.Report load(Path landing) {
        Ingest.Report report = tryLoad(landing, List.of(), 0.05);
        assertThat(report.failure()).isNull();
        return report;
    }

    /** The same, by a run that goes on with what it loaded. */
    void load(Path landing, TableCache held) {
        Ingest ingest = new Ingest(lake, CONTRACTS, Progress.SILENT, NOW, Optional.of(held));
        assertThat(ingest.load(landing, List.of(), 0.05, UUID.randomUUID().toString())
                        .failure())
                .isNull();
    }

    /** Computes from what the run that loads holds. */
    Pipeline compute(LocalDate asOf, TableCache held) {
        new Compute(lake, CONTRACTS, KPIS, Progress.SILENT)
                .run(
                        Compute.tables(lake, held),
                        new AsOf(asOf, lake.zone()),
                        Set.of(),
                        false,
                        UUID.randomUUID().toString(),
                        Timestamp.from(Instant.now()));
        return this;
    }

    Ingest.Report tryLoad(Path landing, List<Path> mappings, double maxRejectShare) {
        return new Ingest(lake, CONTRACTS, Progress.SILENT, NOW)
                .load(landing, mappings, maxRejectShare, UUID.randomUUID().toString());
    }

    public Pipeline compute(LocalDate asOf) {
        return compute(asOf, false);
    }

    Pipeline compute(LocalDate asOf, boolean full) {
        return compute(asOf, KPIS, Set.of(), full);
    }

    Pipeline compute(LocalDate asOf, Set<String> only) {
        return compute(asOf, KPIS, only, false);
    }

    Pipeline compute(LocalDate asOf, List<Measure> measures) {
        return compute(asOf, measures, Set.of(), false);
    }

    Pipeline compute(LocalDate asOf, List<Measure> measures, boolean full) {
        return compute(asOf, measures, Set.of(), full);
    }

    private Pipeline compute(LocalDate asOf, List<Measure> measures, Set<String> only, boolean full) {
        new Compute(lake, CONTRACTS, measures, Progress.SILENT)
                .run(
                        new AsOf(asOf, lake.zone()),
                        only,
                        full,
                        UUID.randomUUID().toString(),
                        Timestamp.from(Instant.now()));
        return this;
    }

    /** The rows of a gold table as text, each with its columns named, in an order of their own. */
    public List<String> gold(String table) {
        List<String> rows = new ArrayList<>();
        for (Row row : lake.read(lake.gold(table)).collectAsList()) {
            TreeMap<String, Object> named = new TreeMap<>();
            for (String column : row.schema().fieldNames()) {
                named.put(column, String.valueOf((Object) row.getAs(column)));
            }
            rows.add(named.toString());
        }
        rows.sort(null);
        return rows;
    }

    /** All KPI tables, for comparing one lake with another. */
    public List<List<String>> kpis() {
        return KPIS.stream().map(measure -> gold(measure.table())).toList();
    }
}
