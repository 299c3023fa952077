package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.measure.Found;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.complaints.ComplaintDetail;
import aftercare.measure.dimensions.DimModel;
import aftercare.measure.dimensions.DimRegion;
import aftercare.measure.earlywarning.EmergingIssue;
import aftercare.measure.forecast.InstalledBaseMonth;
import aftercare.measure.forecast.RepairAgeMonth;
import aftercare.measure.forecast.RepairRateAge;
import aftercare.measure.health.NotDelivered;
import aftercare.measure.health.SourceMonth;
import aftercare.measure.outlets.OutletKpiDetail;
import aftercare.measure.promises.PromiseMonth;
import aftercare.measure.satisfaction.SatisfactionDetail;
import aftercare.measure.warranty.WarrantyCost;
import aftercare.table.NetworkPlanYearTable;
import aftercare.table.Tables;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was not delivered is never counted as nothing: sources are taken away, and gold says null, not zero. */
class SilenceTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 10, 31);
    private static final List<Measure> MEASURES = Stream.concat(
                    Pipeline.KPIS.stream(),
                    Stream.of(
                            new PromiseMonth(Pipeline.contracts()),
                            new SatisfactionDetail(Pipeline.contracts()),
                            new ComplaintDetail(Pipeline.contracts()),
                            new OutletKpiDetail(Pipeline.contracts()),
                            new SourceMonth(Pipeline.contracts()),
                            new NotDelivered(Pipeline.contracts())))
            .toList();
    private static final String SATISFACTION = "satisfaction_month";
    private static final String SATISFACTION_DETAIL = "satisfaction_detail";
    private static final String OUTLETS = "outlet_kpi_month";
    private static final String OUTLET_DETAIL = "outlet_kpi_detail";
    private static final String PROMISES = "promise_month";
    private static final String COMPLAINTS = "complaint_month";
    private static final String MISSING = "not_delivered";
    private static final String MONTHS = "source_month";
    private static final String ORDERS =
            "repair_id,outlet_id,model_id,service_type,opened_at,arrived_at,completed_at,cancelled_at,outcome,serial_no,"
                    + "customer_id,sold_on,customer_paid";

    @TempDir
    private static Path folder;

    /** All sources; orders and callbacks only; columns that nobody fills. */
    private static Company everything;

    private static Company ordersAlone;
    private static Company sparse;

    @BeforeAll
    static void computeCompanies() {
        everything = new Company("everything")
                .orders()
                .callbacks(8, 10)
                .complaints(8, 10)
                .compute();
        ordersAlone = new Company("orders").orders().compute();
        sparse = new Company("sparse")
                .orders("serial_no", "arrived_at", "outcome", "cancelled_at", "sold_on")
                .file("callbacks", "callback_id,repair_id,called_at,result", "C1,O1-9,2026-09-12 10:00,reached")
                .file("complaints", "complaint_id,received_at,outlet_id", "K1,2026-09-03 10:00,O1")
                .compute();
    }

    @Test
    void nothingCountedWithinTheSpanOfASourceIsAZero() {
        assertThat(everything.in(
                        SATISFACTION,
                        "cut_id = 'O2' and month = '2026-09-01'",
                        "callback_due_n",
                        "called_n",
                        "rated_n",
                        "coverage_rate"))
                .containsExactly(tuple("1", "0", "0", "0.0"));
        assertThat(everything.in(
                        OUTLETS, "outlet_id = 'O2' and month = '2026-09-01'", "complaints_n", "complaints_per_1000"))
                .containsExactly(tuple("0", "0.0"));
        assertThat(everything.in(
                        PROMISES,
                        "promise = 'called_back' and cut_id = 'O2' and month = '2026-09-01'",
                        "due_n",
                        "kept_n",
                        "kept_rate"))
                .containsExactly(tuple("1", "0", "0.0"));
    }

    @Test
    void withoutCallbacksThereIsNoCoverageNoSatisfactionAndNoPromiseToCallBack() {
        assertThat(ordersAlone.in(
                        SATISFACTION,
                        "cut = 'company' and month = '2026-09-01'",
                        "completed_n",
                        "callback_due_n",
                        "called_n",
                        "coverage_rate",
                        "reached_n",
                        "rated_n",
                        "response_rate",
                        "satisfied_n",
                        "shrunk_rate"))
                .containsExactly(tuple("2", null, null, null, null, null, null, null, null));
        assertThat(ordersAlone.in(
                        SATISFACTION_DETAIL, "outlet_id = 'O1' and month = '2026-09-01'", "completed_n", "called_n"))
                .containsExactly(tuple("1", null));
        assertThat(ordersAlone.in(PROMISES, "promise = 'called_back'", "due_n")).isEmpty();
        assertThat(ordersAlone.in(
                        PROMISES,
                        "promise = 'onsite_visit' and cut = 'company' and month = '2026-09-01'",
                        "due_n",
                        "kept_n"))
                .containsExactly(tuple("2", "2"));
    }

    @Test
    void withoutComplaintsNobodyHasNone() {
        assertThat(ordersAlone.in(
                        OUTLETS,
                        "outlet_id = 'O1' and month = '2026-09-01'",
                        "completed_n",
                        "complaints_n",
                        "complaints_per_1000",
                        "complaint_closed_n",
                        "complaint_on_time_n"))
                .containsExactly(tuple("1", null, null, null, null));
        assertThat(ordersAlone.in(
                        OUTLET_DETAIL, "outlet_id = 'O1' and month = '2026-09-01'", "completed_n", "complaints_n"))
                .containsExactly(tuple("1", null));
        assertThat(ordersAlone.in(COMPLAINTS, "true", "received_n")).isEmpty();
    }

    @Test
    void callbacksSpeakFromTheirFirstMonthAndWithoutRatingsOfNone() {
        assertThat(sparse.in(SATISFACTION, "cut = 'company'", "month", "callback_due_n", "called_n", "rated_n"))
                .containsExactlyInAnyOrder(
                        tuple("2026-08-01", null, null, null),
                        tuple("2026-09-01", "2", "1", null),
                        tuple("2026-10-01", "2", "0", null));
        assertThat(sparse.in(PROMISES, "promise = 'called_back' and cut = 'company'", "month", "due_n", "kept_n"))
                .containsExactlyInAnyOrder(tuple("2026-09-01", "2", "1"), tuple("2026-10-01", "2", "0"));
    }

    @Test
    void complaintsThatNeverSayWhetherTheyAreResolvedAreNotAllOpen() {
        assertThat(sparse.in(COMPLAINTS, "cut = 'company'", "received_n", "resolved_n", "open_n", "on_time_d"))
                .containsExactly(tuple("1", null, null, null));
        assertThat(sparse.in(
                        OUTLETS, "outlet_id = 'O1' and month = '2026-09-01'", "complaints_n", "complaint_closed_n"))
                .containsExactly(tuple("1", null));
    }

    @Test
    void aColumnThatIsNeverFilledMakesWhatNeedsItUnknown() {
        assertThat(sparse.in(
                        OUTLETS,
                        "outlet_id = 'O1' and month = '2026-09-01'",
                        "completed_n",
                        "first_fix_n",
                        "first_fix_d",
                        "first_fix_rate",
                        "first_fix_unknown_n",
                        "onsite_due_n",
                        "onsite_kept_n",
                        "fixed_n",
                        "cancelled_n",
                        "backlog_n"))
                .containsExactly(tuple("1", null, "0", null, "1", null, null, null, null, "0"));
        assertThat(sparse.in(
                        PROMISES,
                        "cut = 'company' and month = '2026-09-01' and promise <> 'called_back'",
                        "promise",
                        "due_n",
                        "unknown_n",
                        "kept_rate",
                        "target"))
                .containsExactlyInAnyOrder(
                        tuple("onsite_visit", "0", "2", null, null),
                        tuple("record_complete", "0", "2", null, null),
                        tuple("free_repair", "0", "2", null, null));
    }

    @Test
    void withoutAFleetThereAreNoRatesNoFleetNoWarrantyCostsAndNoEmergingIssues() {
        ordersAlone.computeToo(List.of(
                new DimModel(),
                new DimRegion(),
                new RepairAgeMonth(Pipeline.contracts()),
                new InstalledBaseMonth(),
                new RepairRateAge(),
                new WarrantyCost(Pipeline.contracts()),
                new EmergingIssue()));

        for (String table : List.of("installed_base_month", "repair_rate_age", "warranty_cost", "emerging_issue")) {
            assertThat(ordersAlone.in(table, "true", "model_id")).as(table).isEmpty();
        }
    }

    @Test
    void withoutTechniciansNobodyKnowsHowManyThereAreAndHowManyAreMissing() {
        String[] figures = {"technicians_needed", "technicians_now", "technician_gap", "covered_share_now"};
        ordersAlone.computeToo(List.of(new OnePlan()));
        assertThat(ordersAlone.in("network_plan_year", "true", figures)).containsExactly(tuple("23", null, null, null));

        Company staffed = new Company("staffed")
                .orders()
                .file("technicians", "technician_id,outlet_id", "T1,O1")
                .load();
        staffed.computeToo(List.of(new OnePlan()));
        assertThat(staffed.in("network_plan_year", "true", figures)).containsExactly(tuple("23", "0", "23", "0.0"));
    }

    /** The plan of a region that takes 23 technicians and has none. */
    private static final class OnePlan implements Measure {
        @Override
        public String table() {
            return Tables.NETWORK_PLAN_YEAR;
        }

        @Override
        public List<String> sources() {
            return List.of(Tables.TECHNICIANS);
        }

        @Override
        public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
            return inputs.spark()
                    .createDataFrame(
                            List.of(NetworkPlanYearTable.row()
                                    .origin(asOf.day().withDayOfMonth(1))
                                    .regionId("north")
                                    .year(2027)
                                    .monthsN(12)
                                    .peakMonth(asOf.day().withDayOfMonth(1))
                                    .peakJobsP80(1000)
                                    .labourHours(1.0)
                                    .travelHours(1.0)
                                    .techniciansNeeded(23)
                                    .techniciansNow(0)
                                    .technicianGap(23)
                                    .outletsNeeded(1)
                                    .outletsNow(1)
                                    .outletGap(0)
                                    .sizeMix("1 L")
                                    .coveredShareNow(0.0)
                                    .coveredShare(1.0)
                                    .oneFewerShareLost(1.0)
                                    .bindingLimit("none")
                                    .proven(true)
                                    .build()),
                            NetworkPlanYearTable.SCHEMA);
        }
    }

    @Test
    void whatIsMissingIsListedWithTheQuestionsItWouldAnswer() {
        assertThat(ordersAlone.in(MISSING, "item in ('callbacks', 'complaints', 'outlets')", "item", "state"))
                .containsExactlyInAnyOrder(tuple("callbacks", "not_delivered"), tuple("complaints", "not_delivered"));
        assertThat(sparse.in(
                        MISSING,
                        "source = 'repairs' and field in ('serial_no', 'arrived_at', 'customer_id')",
                        "item",
                        "question_en"))
                .containsExactlyInAnyOrder(
                        tuple("repairs.serial_no", "Did the repair hold, or did the unit come back?"),
                        tuple("repairs.arrived_at", "Was somebody there in time?"));
    }

    @Test
    void eachMonthSaysWhetherASourceSpeaksOfIt() {
        assertThat(sparse.in(MONTHS, "source = 'callbacks' and cut = 'company'", "month", "rows_n", "state"))
                .containsExactlyInAnyOrder(
                        tuple("2026-08-01", "0", "not_delivered"),
                        tuple("2026-09-01", "1", "delivered"),
                        tuple("2026-10-01", "0", "delivered"));
        assertThat(ordersAlone.in(
                        MONTHS, "source = 'repairs' and cut = 'outlet' and month = '2026-10-01'", "cut_id", "rows_n"))
                .containsExactlyInAnyOrder(tuple("O1", "1"), tuple("O2", "1"));
        assertThat(ordersAlone.in(MONTHS, "source in ('outlets', 'technicians')", "source", "month", "rows_n", "state"))
                .containsExactlyInAnyOrder(
                        tuple("outlets", "2026-10-01", "2", "delivered"),
                        tuple("technicians", "2026-10-01", "0", "not_delivered"));
        assertThat(sparse.in(
                        MONTHS, "source = 'callbacks' and cut = 'company' and month = '2026-10-01'", "never_filled"))
                .first()
                .asString()
                .contains("satisfaction");
    }

    @Test
    @Tag("torture")
    void theIncrementIsTheFullComputationWhenSourcesAndColumnsBeginToSpeak() {
        Company company = new Company("growing").orders("serial_no").callbacks(8, 9);
        company.compute(LocalDate.of(2026, 9, 20));
        company.compute(AS_OF).complaints(9, 9);
        company.compute(AS_OF);
        company.complaints(8, 8)
                .file(
                        "repairs",
                        ORDERS,
                        "L1,O1,M1,repair,2026-10-20 08:00,2026-10-20 10:00,2026-10-20 12:00,,fixed,S9,C9,2026-01-01,0")
                .compute();
        company.assertIncrementIsFull();

        assertThat(company.in(OUTLETS, "outlet_id = 'O1'", "month", "complaints_n", "first_fix_d"))
                .containsExactlyInAnyOrder(
                        tuple("2026-08-01", "1", "0"), tuple("2026-09-01", "1", "0"), tuple("2026-10-01", "0", "0"));
    }

    /** A company of two outlets with an order a month each from August to October. */
    private static final class Company {
        private final Path landing;
        private final Pipeline pipeline;
        private int files;

        Company(String name) {
            landing = folder.resolve(name);
            pipeline = new Pipeline(folder.resolve(name + "-lake"));
            file("outlets", "outlet_id,region_id,name", "O1,north,One", "O2,north,Two");
        }

        Company file(String source, String... lines) {
            Delivered.text(landing, source + "/" + files++ + ".csv", lines);
            return this;
        }

        /** Its orders, with some columns left empty. */
        Company orders(String... empty) {
            List<String> names = Arrays.asList(ORDERS.split(","));
            List<String> lines = new ArrayList<>(List.of(ORDERS));
            for (int month = 8; month <= 10; month++) {
                for (String outlet : List.of("O1", "O2")) {
                    String day = String.format("2026-%02d-05", month);
                    lines.add(line(
                            names,
                            empty,
                            outlet + "-" + month,
                            outlet,
                            "M1",
                            "repair",
                            day + " 08:00",
                            day + " 10:00",
                            day + " 12:00",
                            "",
                            "fixed",
                            "S" + outlet + month,
                            "C" + outlet + month,
                            "2026-01-01",
                            "0"));
                }
            }
            if (!List.of(empty).contains("cancelled_at")) {
                lines.add(line(
                        names,
                        empty,
                        "X1",
                        "O2",
                        "M1",
                        "install",
                        "2026-08-07 08:00",
                        "",
                        "",
                        "2026-08-07 09:00",
                        "",
                        "",
                        "",
                        "",
                        ""));
            }
            return file("repairs", lines.toArray(String[]::new));
        }

        private static String line(List<String> names, String[] empty, String... cells) {
            Stream.of(empty).forEach(column -> cells[names.indexOf(column)] = "");
            return String.join(",", cells);
        }

        /** A call a month about the order of the first outlet, from one month to another. */
        Company callbacks(int from, int to) {
            return monthly(
                    "callbacks",
                    "callback_id,repair_id,called_at,result,satisfaction,recommend",
                    "C%1$d,O1-%1$d,2026-%1$02d-06 10:00,reached,5,9",
                    from,
                    to);
        }

        /** A complaint a month about the first outlet, from one month to another. */
        Company complaints(int from, int to) {
            return monthly(
                    "complaints",
                    "complaint_id,received_at,resolved_at,outlet_id,customer_id,reopened",
                    "K%1$d,2026-%1$02d-07 10:00,2026-%1$02d-08 10:00,O1,CO1%1$d,0",
                    from,
                    to);
        }

        private Company monthly(String source, String header, String line, int from, int to) {
            return file(
                    source,
                    Stream.concat(
                                    Stream.of(header),
                                    IntStream.rangeClosed(from, to).mapToObj(month -> String.format(line, month)))
                            .toArray(String[]::new));
        }

        Company compute() {
            return compute(AS_OF);
        }

        Company compute(LocalDate asOf) {
            load();
            pipeline.compute(asOf, MEASURES);
            return this;
        }

        Company load() {
            pipeline.load(landing);
            return this;
        }

        void computeToo(List<Measure> measures) {
            pipeline.compute(AS_OF, measures);
        }

        void assertIncrementIsFull() {
            List<List<String>> increment = tables();
            pipeline.compute(AS_OF, MEASURES, true);
            assertThat(tables()).isEqualTo(increment);
        }

        private List<List<String>> tables() {
            return MEASURES.stream()
                    .map(measure -> pipeline.gold(measure.table()))
                    .toList();
        }

        List<Tuple> in(String table, String which, String... columns) {
            return Found.in(pipeline.lake().read(pipeline.lake().gold(table)).filter(which), columns);
        }
    }
}
