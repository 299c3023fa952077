package aftercare.measure.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.lake.RefusedRows;
import aftercare.table.ForecastWarningTable;
import aftercare.table.OutletsTable;
import aftercare.table.RepairAgeMonthTable;
import aftercare.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Where the data did not allow the usual forecast, and which rule was followed instead. Defined in
 * schemas/gold/forecast_warning.yaml and docs/decisions.md, DF6 to DF8.
 */
public final class ForecastWarning implements Measure {
    private static final String ALL = "all";
    private static final int MONTHS_FOR_SEASONS = 24;
    private static final double REPAIRS_MISSED_FROM = 5;

    @Override
    public String table() {
        return Tables.FORECAST_WARNING;
    }

    @Override
    public List<String> sources() {
        return List.of(Tables.SHIPMENTS, Tables.SALES_FORECASTS, Tables.OUTLETS);
    }

    @Override
    public List<String> gold() {
        return List.of(Tables.REPAIR_AGE_MONTH, Tables.DIM_MODEL, Tables.DIM_REGION);
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
        inputs.gold(Tables.REPAIR_AGE_MONTH)
                .groupBy(RepairAgeMonthTable.MODEL_ID)
                .agg(sum(RepairAgeMonthTable.BEFORE_SALE_N).as(RepairAgeMonthTable.BEFORE_SALE_N))
                .filter(col(RepairAgeMonthTable.BEFORE_SALE_N).gt(0))
                .orderBy(RepairAgeMonthTable.MODEL_ID)
                .collectAsList()
                .stream()
                .map(RepairAgeMonthTable::of)
                .forEach(row -> rows.add(Warning.REPAIR_BEFORE_SALE.about(row.modelId(), ALL, row.beforeSaleN())));
        long negative = inputs.quarantine(Tables.SHIPMENTS)
                .filter(col(RefusedRows.RESOLVED_AT).isNull())
                .filter(col(RefusedRows.RULE).equalTo("negative_units"))
                .count();
        if (negative > 0) {
            rows.add(Warning.NEGATIVE_SALES.about(ALL, ALL, negative));
        }
        Dataset<Row> found = forecastInputs.byCategory(ForecastWarning::compute, Encoders.row(ForecastWarningTable.SCHEMA));
        return inputs.spark().createDataFrame(rows, ForecastWarningTable.SCHEMA).union(found).repartition(lit(1));
    }

    private static TreeSet<String> withoutOutlets(Inputs inputs, ForecastInputs forecastInputs) {
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
                sold |= model.hasUnits(m, r);
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
        SHORT_HISTORY(
                "%.0f months of repairs; below 12 no season is estimated, below 24 it is uncertain, and the forecast can hardly be tried on"
                        + " the past.",
                "仅有 %.0f 个月的维修历史：不足 12 个月不估计季节性，不足 24 个月季节性不可靠，且难以回测。"),
        UNLISTED_MODEL(
                "The model is in no list of models; its category is unknown, so it borrows from other unlisted models only.",
                "型号未登记，品类未知，仅参考其他未登记型号。"),
        REGION_WITHOUT_OUTLET(
                "No outlet is listed in the region; its repairs are forecast all the same, from the units sold there.",
                "该区域无登记网点，仍按当地销售台数预测维修量。"),
        REPAIR_BEFORE_SALE(
                "%.0f repairs opened before the day of sale they state; they count, with unknown age.",
                "%.0f 单维修早于所填售出日期；计入维修量，机龄按未知处理。"),
        NEGATIVE_SALES(
                "%.0f rows of units sold below zero; a correction replaces the month's figure, so they were refused or count as stated.",
                "%.0f 行销售台数为负；更正应以新数替换当月数，负数被拒收或按所填计入。"),
        PLAN_WITH_GAPS(
                "The sales plan leaves out %.0f months between months that it names; each takes the mean of its neighbours.",
                "销售计划中间缺少 %.0f 个月，以前后月份均值补足。"),
        PLAN_MISSING(
                "No sales plan covers the %.0f months to come (the model named is a category); last year's sales are repeated.",
                "未来 %.0f 个月无销售计划（型号栏为品类），按去年同月销售延续。"),
        MODEL_WITHOUT_SALES(
                "%.0f repairs in regions where no unit was sold; without a fleet, the mean of the last 12 months goes on.",
                "无销售台数的区域有 %.0f 单维修；无在用量可推算，按近 12 个月均值延续。"),
        SALES_WITHOUT_REPAIRS(
                "No repair at all where about %.0f were expected; the forecast trusts the data and stays low. Are the repairs delivered?",
                "应有约 %.0f 单维修却无一单；预测以数据为准而偏低，请核查维修数据是否上报。");

        private final String en;
        private final String zh;

        Warning(String en, String zh) {
            this.en = en;
            this.zh = zh;
        }

        Row about(String model, String region, double figure) {
            return RowFactory.create(
                    name().toLowerCase(java.util.Locale.ROOT),
                    model,
                    region,
                    figure,
                    String.format(java.util.Locale.ROOT, en, figure),
                    String.format(java.util.Locale.ROOT, zh, figure));
        }
    }
}
