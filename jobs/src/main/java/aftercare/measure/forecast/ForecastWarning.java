package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import aftercare.contract.Messages;
import aftercare.contract.Text;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.table.ForecastAccuracyTable;
import aftercare.table.ForecastWarningTable;
import aftercare.table.OutletsTable;
import aftercare.table.RefusedRowsTable;
import aftercare.table.RepairAgeMonthTable;
import aftercare.table.RepairForecastMonthTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Where the data did not allow the usual forecast, and which rule was followed instead. Defined in
 * schemas/gold/forecast_warning.yaml and docs/decisions.md, DF6 to DF8.
 */
public final class ForecastWarning implements Measure {
    private static final String ALL = "all";
    private static final int MONTHS_FOR_SEASONS = 24;
    private static final double REPAIRS_MISSED_FROM = 5;
    private static final int MONTHS_COMPARED = 12;
    private static final double REPAIRS_COMPARED_FROM = 50;

    @Override
    public String table() {
        return Tables.FORECAST_WARNING;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.SHIPMENTS, Tables.FLEET, Tables.SALES_FORECASTS, Tables.OUTLETS);
    }

    @Override
    public List<String> gold() {
        return List.of(
                Tables.REPAIR_AGE_MONTH,
                Tables.DIM_MODEL,
                Tables.DIM_REGION,
                Tables.FORECAST_ACCURACY,
                Tables.REPAIR_FORECAST_MONTH);
    }

    @Override
    public boolean readsQuarantine() {
        return true;
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        ForecastInputs forecastInputs = ForecastInputs.of(inputs, asOf, Map.of());
        List<Row> rows = new ArrayList<>();
        if (forecastInputs.months < MONTHS_FOR_SEASONS) {
            rows.add(Warning.SHORT_HISTORY.about(ALL, ALL, forecastInputs.months));
        }
        forecastInputs.unlisted.forEach(model -> rows.add(Warning.UNLISTED_MODEL.about(model, ALL, 1)));
        withoutOutlets(inputs, forecastInputs)
                .forEach(region -> rows.add(Warning.REGION_WITHOUT_OUTLET.about(ALL, region, 1)));
        inputs
                .gold(Tables.REPAIR_AGE_MONTH)
                .groupBy(RepairAgeMonthTable.MODEL_ID)
                .agg(sum(RepairAgeMonthTable.BEFORE_SALE_N).as(RepairAgeMonthTable.BEFORE_SALE_N))
                .filter(col(RepairAgeMonthTable.BEFORE_SALE_N).gt(0))
                .orderBy(RepairAgeMonthTable.MODEL_ID)
                .collectAsList()
                .stream()
                .map(RepairAgeMonthTable::of)
                .forEach(row ->
                        rows.add(Warning.REPAIR_BEFORE_SALE.about(row.modelId(), ALL, (double) row.beforeSaleN())));
        farFromLastYear(inputs, asOf, rows);
        recordLost(inputs, rows);
        long negative = inputs.quarantine(Tables.SHIPMENTS)
                .filter(col(RefusedRowsTable.RESOLVED_AT).isNull())
                .filter(col(RefusedRowsTable.RULE).equalTo("negative_units"))
                .count();
        if (negative > 0) {
            rows.add(Warning.NEGATIVE_SALES.about(ALL, ALL, (double) negative));
        }
        Dataset<Row> found =
                forecastInputs.byCategory(ForecastWarning::compute, Encoders.row(ForecastWarningTable.SCHEMA));
        return inputs.spark()
                .createDataFrame(rows, ForecastWarningTable.SCHEMA)
                .union(found)
                .repartition(lit(1));
    }

    /** A forecast far from the last year may be right, but somebody should look. */
    private static void farFromLastYear(Inputs inputs, AsOf asOf, List<Row> into) {
        LocalDate origin = AsOf.date(ForecastInputs.origin(asOf)).toLocalDate();
        TreeMap<String, Double> before = new TreeMap<>();
        inputs
                .gold(Tables.REPAIR_AGE_MONTH)
                .filter(col(RepairAgeMonthTable.MONTH).gt(lit(origin.minusMonths(MONTHS_COMPARED))))
                .filter(col(RepairAgeMonthTable.MONTH).leq(lit(origin)))
                .groupBy(RepairAgeMonthTable.MODEL_ID, RepairAgeMonthTable.REGION_ID)
                .agg(sum(RepairAgeMonthTable.REPAIR_N).as(RepairAgeMonthTable.REPAIR_N))
                .collectAsList()
                .stream()
                .map(RepairAgeMonthTable::of)
                .forEach(row -> {
                    for (String key : List.of(key(ALL, ALL), key(row.modelId(), ALL), key(ALL, row.regionId()))) {
                        before.merge(key, (double) row.repairN(), Double::sum);
                    }
                });
        inputs
                .gold(Tables.REPAIR_FORECAST_MONTH)
                .filter(col(RepairForecastMonthTable.LEVEL).isin("company", "model", "region"))
                .filter(col(RepairForecastMonthTable.ORIGIN).equalTo(lit(origin)))
                .filter(col(RepairForecastMonthTable.HORIZON).leq(MONTHS_COMPARED))
                .groupBy(RepairForecastMonthTable.MODEL_ID, RepairForecastMonthTable.REGION_ID)
                .agg(sum(RepairForecastMonthTable.EXPECTED_N).as(RepairForecastMonthTable.EXPECTED_N))
                .orderBy(RepairForecastMonthTable.MODEL_ID, RepairForecastMonthTable.REGION_ID)
                .collectAsList()
                .stream()
                .map(RepairForecastMonthTable::of)
                .filter(row -> isFar(row.expectedN(), before.getOrDefault(key(row.modelId(), row.regionId()), 0.0)))
                .forEach(row -> into.add(
                        Warning.FAR_FROM_LAST_YEAR.about(row.modelId(), row.regionId(), Math.rint(row.expectedN()))));
    }

    private static String key(String model, String region) {
        return model + "/" + region;
    }

    /** Small numbers double by chance. */
    static boolean isFar(double expected, double before) {
        return Math.max(expected, before) >= REPAIRS_COMPARED_FROM && (expected > 2 * before || 2 * expected < before);
    }

    /** Whether the forecast of all repairs did worse, in its own record, than repeating the last month or year. */
    private static void recordLost(Inputs inputs, List<Row> into) {
        TreeMap<String, Double> off = new TreeMap<>();
        inputs
                .gold(Tables.FORECAST_ACCURACY)
                .filter(col(ForecastAccuracyTable.LEVEL).equalTo("company"))
                .filter(col(ForecastAccuracyTable.SEGMENT).equalTo(ALL))
                .filter(col(ForecastAccuracyTable.SPAN).equalTo("months"))
                .filter(col(ForecastAccuracyTable.HORIZON).equalTo(Horizons.SCORED))
                .collectAsList()
                .stream()
                .map(ForecastAccuracyTable::of)
                .forEach(row -> off.put(row.method(), row.absoluteErrorN()));
        Double ours = off.get(Methods.COMBINED);
        if (ours != null) {
            double best = Math.min(
                    off.getOrDefault(Methods.NAMES.get(Methods.LAST_VALUE), ours),
                    off.getOrDefault(Methods.NAMES.get(Methods.SEASONAL_NAIVE), ours));
            if (best < ours) {
                into.add(Warning.RECORD_LOST.about(ALL, ALL, Math.rint(ours - best)));
            }
        }
    }

    /** Of models whose units are stated somewhere: where they are, and where they are estimated all the same. */
    private static void statedUnits(RepairModel model, Consumer<Row> into) {
        for (int m = 0; m < model.cohorts.length; m++) {
            int stated = 0;
            int estimated = 0;
            for (int r = 0; r < model.cohorts[m].length; r++) {
                stated += model.cohorts[m][r].areStated() ? 1 : 0;
                estimated += !model.cohorts[m][r].areStated() && model.hasUnits(m, r) ? 1 : 0;
            }
            String id = model.fleet.models().get(m).id();
            if (stated > 0) {
                into.accept(Warning.UNITS_STATED.about(id, ALL, stated));
            }
            if (stated > 0 && estimated > 0) {
                into.accept(Warning.UNITS_NOT_STATED.about(id, ALL, estimated));
            }
        }
    }

    private static void unusual(RepairModel model, Consumer<Row> into) {
        CategoryFleet fleet = model.fleet;
        TreeMap<String, Integer> months = new TreeMap<>();
        for (Disruptions.Found found : model.disruptions.found) {
            String of = found.level().equals("region")
                    ? ALL
                    : found.level().equals("model")
                            ? fleet.models().get(found.index()).id()
                            : fleet.category();
            String in = found.level().equals("region")
                    ? fleet.regions().get(found.index()).id()
                    : ALL;
            int length = found.to() - found.from() + 1;
            if (found.lasts()) {
                into.accept(Warning.NEW_LEVEL.about(of, in, length));
            } else {
                months.merge(key(of, in), length, Integer::sum);
            }
        }
        months.forEach((key, length) -> {
            int slash = key.lastIndexOf('/');
            into.accept(Warning.UNUSUAL_MONTHS.about(key.substring(0, slash), key.substring(slash + 1), length));
        });
    }

    private static Set<String> withoutOutlets(Inputs inputs, ForecastInputs forecastInputs) {
        TreeSet<String> without = new TreeSet<>();
        forecastInputs.fleets.values().forEach(fleet -> fleet.regions().forEach(region -> without.add(region.id())));
        inputs.silver(Tables.OUTLETS)
                .select(OutletsTable.REGION_ID)
                .filter(col(OutletsTable.REGION_ID).isNotNull())
                .distinct()
                .collectAsList()
                .forEach(row -> without.remove(OutletsTable.of(row).regionId()));
        without.remove(ForecastInputs.UNKNOWN);
        return without;
    }

    private static void compute(CategoryHistory history, Delays delays, Consumer<Row> into) {
        CategoryFleet fleet = history.fleet;
        RepairModel model = RepairModel.fit(history, delays);
        PlannedSales plans = new PlannedSales(history, model.origin);
        unusual(model, into);
        statedUnits(model, into);
        boolean sold = false;
        for (int m = 0; m < fleet.models().size(); m++) {
            String id = fleet.models().get(m).id();
            double expected = 0;
            double seen = 0;
            double unsold = 0;
            double below = 0;
            for (int r = 0; r < fleet.regions().size(); r++) {
                double repairs = 0;
                // Levels have learned that nothing comes, so they are left out: as other models and regions of the
                // category do.
                double level = model.level(m, r);
                for (int t = 0; t <= model.origin; t++) {
                    repairs += history.known(m, r, t, model.origin);
                    expected += level > 0 ? model.expected[m][r][t] / level : 0;
                }
                for (double units : history.units[m][r]) {
                    below += units < 0 ? 1 : 0;
                }
                seen += repairs;
                unsold += model.hasUnits(m, r) ? 0 : repairs;
                sold |= history.hasShipments() && model.hasUnits(m, r);
                int gaps = plans.gaps(m, r, Horizons.FORECAST);
                if (gaps > 0) {
                    into.accept(Warning.PLAN_WITH_GAPS.about(
                            id, fleet.regions().get(r).id(), gaps));
                }
            }
            if (unsold > 0) {
                into.accept(Warning.MODEL_WITHOUT_SALES.about(id, ALL, unsold));
            }
            if (seen == 0 && expected >= REPAIRS_MISSED_FROM) {
                into.accept(Warning.SALES_WITHOUT_REPAIRS.about(id, ALL, Math.rint(expected)));
            }
            if (below > 0) {
                into.accept(Warning.NEGATIVE_SALES.about(id, ALL, below));
            }
        }
        if (sold && !plans.exist()) {
            into.accept(Warning.PLAN_MISSING.about(fleet.category(), ALL, Horizons.FORECAST));
        }
    }

    /** The rules, each with what was found and done. */
    private enum Warning {
        SHORT_HISTORY,
        UNLISTED_MODEL,
        REGION_WITHOUT_OUTLET,
        REPAIR_BEFORE_SALE,
        NEGATIVE_SALES,
        PLAN_WITH_GAPS,
        PLAN_MISSING,
        MODEL_WITHOUT_SALES,
        SALES_WITHOUT_REPAIRS,
        UNUSUAL_MONTHS,
        NEW_LEVEL,
        FAR_FROM_LAST_YEAR,
        RECORD_LOST,
        UNITS_STATED,
        UNITS_NOT_STATED;

        Row about(String model, String region, double figure) {
            String rule = name().toLowerCase(java.util.Locale.ROOT);
            Text detail =
                    Messages.text("forecast." + rule, "figure", String.format(java.util.Locale.ROOT, "%.0f", figure));
            return ForecastWarningTable.row()
                    .rule(rule)
                    .modelId(model)
                    .regionId(region)
                    .figure(figure)
                    .detailEn(detail.en())
                    .detailZh(detail.zh())
                    .build();
        }
    }
}
