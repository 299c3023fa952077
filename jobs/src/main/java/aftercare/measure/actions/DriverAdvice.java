package aftercare.measure.actions;

import aftercare.table.ActionTable;
import aftercare.table.SatisfactionDriverTable;
import aftercare.table.Tables;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What goes wrong with orders and is shown to cost customers, in the whole company. */
final class DriverAdvice implements Adviser {
    static final String WHAT = "driver";

    /** Who decides what to do about a driver that is not for quality. */
    private static final Map<String, String> OWNERS = Map.of(
            "waited_for_parts", "planning",
            "late_on_site", "planning",
            "charged_in_warranty", "management",
            "complaint_late", "service_centre",
            "callback_late", "service_centre");

    @Override
    public List<String> gold() {
        return List.of();
    }

    @Override
    public List<ActionTable.Builder> advice(Known known, Effects effects) {
        return effects.shown().stream()
                .map(row -> recommendation(row, known, effects))
                .toList();
    }

    private static ActionTable.Builder recommendation(
            SatisfactionDriverTable.Values row, Known known, Effects effects) {
        String driver = row.driver();
        BigDecimal cost = row.cost();
        Double lost = row.lostN();
        ActionTable.Builder action = Adviser.about(WHAT, driver, Adviser.say("driver." + driver))
                .since(known.since(effects.monthsShown(driver)))
                .money(cost == null ? null : cost.doubleValue())
                .owner(OWNERS.getOrDefault(driver, "quality"))
                .evidenceTable(Tables.SATISFACTION_DRIVER)
                .evidenceKey("month=" + row.month() + ",window_months=" + row.windowMonths()
                        + ",cut=company,cut_id=all,driver=" + driver);
        return Gain.into(action, lost == null ? null : new Gain(lost, row.lostLow(), row.lostHigh()));
    }
}
