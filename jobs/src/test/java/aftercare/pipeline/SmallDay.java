package aftercare.pipeline;

import aftercare.config.Progress;
import aftercare.lake.Lake;
import aftercare.lake.Maintenance;
import aftercare.measure.api.Measure;
import aftercare.measure.closing.MonthClose;
import aftercare.measure.outlets.OutletKpiMonth;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * A lake of a few orders, and the next day of it: files with new rows, changed and refused ones are loaded, a table is
 * computed, a month closed, and the lake maintained.
 */
final class SmallDay {
    private static final String REPAIRS =
            "repair_id,outlet_id,model_id,service_type,opened_at,completed_at,customer_id,serial_no,symptom_code";
    private static final String CALLBACKS = "callback_id,repair_id,called_at,result,satisfaction";
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 20);
    private static final LocalDate SECOND = LocalDate.of(2026, 11, 5);
    private static final Timestamp CLOSED_AT = Timestamp.from(Instant.parse("2026-11-05T08:00:00Z"));
    private static final List<Measure> MEASURES = List.of(new OutletKpiMonth(Pipeline.contracts()));

    private final Path landing;
    private final Path before;

    /** Writes the files and makes the lake of the day before, below a folder. */
    SmallDay(Path folder) {
        landing = folder.resolve("landing");
        before = folder.resolve("before");
        Delivered.text(
                landing,
                "outlets/1.csv",
                "outlet_id,name,region_id,valid_from",
                "A,One,R,2026-01-01",
                "B,Two,R,2026-01-01");
        Delivered.text(
                landing,
                "repairs/1.csv",
                REPAIRS,
                "1,A,M,repair,2026-09-01,2026-09-02,K1,S1,F1",
                "2,B,M,repair,2026-10-01,,K2,S2,F1",
                "3,A,M,polish,2026-10-01,,K3,S3,F1");
        Delivered.text(landing, "callbacks/1.csv", CALLBACKS, "C1,1,2026-09-04,reached,5");
        Pipeline pipeline = new Pipeline(before);
        pipeline.tryLoad(landing, List.of(), 0.9);
        pipeline.compute(FIRST, MEASURES);
        Delivered.text(
                landing,
                "repairs/2.csv",
                REPAIRS,
                "2,B,M,repair,2026-10-01,2026-10-03,K2,S2,F1",
                "4,A,M,repair,2026-10-10,2026-10-11,K4,S4,F2",
                "5,A,M,polish,2026-10-10,,K5,S5,F2");
        Delivered.text(landing, "callbacks/2.csv", CALLBACKS, "C2,2,2026-10-05,reached,2", "C3,4,2026-10-13,reached,4");
    }

    private SmallDay(Path landing, Path before) {
        this.landing = landing;
        this.before = before;
    }

    /** The one that another process made below a folder. */
    static SmallDay madeBelow(Path folder) {
        return new SmallDay(folder.resolve("landing"), folder.resolve("before"));
    }

    /** A copy of the lake of the day before. */
    Path lake(Path to) {
        return Delivered.tree(before, to);
    }

    /** All of the day. */
    void run(Path lake) {
        run(new Pipeline(lake).lake());
        maintain(lake);
    }

    void maintain(Path lake) {
        new Maintenance(new Pipeline(lake).lake(), Progress.SILENT).run();
    }

    /** The day up to maintaining. */
    void run(Lake lake) {
        Pipeline pipeline = new Pipeline(lake);
        pipeline.tryLoad(landing, List.of(), 0.9);
        pipeline.compute(SECOND, MEASURES);
        new MonthClose(lake, Pipeline.contracts(), Progress.SILENT).close(YearMonth.of(2026, 10), "close", CLOSED_AT);
    }
}
