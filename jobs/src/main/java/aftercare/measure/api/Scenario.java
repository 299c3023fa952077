package aftercare.measure.api;

import aftercare.table.RepairForecastMonthTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A question of "what if": what is taken to be otherwise than it is. Its rows are kept under its name in the column
 * {@link #COLUMN} of the tables that have one, beside those of the base plan and never over them.
 *
 * @param name {@value #BASE_NAME} for the plan in force
 * @param utilisation share of a technician's paid hours for repairs and the way there; empty for the policy's
 * @param onSiteHours promised hours from the order to the technician at the door; empty for the policy's
 * @param warrantyMonths a warranty term to compare with the policy's; empty for none
 * @param salesPlan planned sales that count in place of those in the lake, month by month; empty for none
 */
public record Scenario(
        String name,
        OptionalDouble utilisation,
        OptionalDouble onSiteHours,
        OptionalInt warrantyMonths,
        Optional<SalesPlan> salesPlan) {
    /** The column of gold tables that tells scenarios apart. */
    public static final String COLUMN = RepairForecastMonthTable.SCENARIO;

    /** The name of the plan in force. */
    public static final String BASE_NAME = "base";

    /** Everything as it is. */
    public static final Scenario BASE = new Scenario(
            BASE_NAME, OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty(), Optional.empty());

    /**
     * Planned sales given for a scenario.
     *
     * @param file its name, for people
     * @param content a code of what the file says: the same plan has the same code
     * @param rows its rows, in the columns of silver {@code sales_forecasts}
     */
    public record SalesPlan(String file, String content, Supplier<Dataset<Row>> rows) {}

    public boolean isBase() {
        return name.equals(BASE_NAME);
    }

    /**
     * What the scenario assumes, for people, such as {@code utilisation 0.75, on-site hours 12}; empty for the base
     * plan.
     */
    public String assumptions() {
        List<String> said = new ArrayList<>();
        utilisation.ifPresent(share -> said.add("utilisation " + plain(share)));
        onSiteHours.ifPresent(hours -> said.add("on-site hours " + plain(hours)));
        warrantyMonths.ifPresent(months -> said.add("warranty months " + months));
        salesPlan.ifPresent(
                plan -> said.add(String.format(Locale.ROOT, "sales plan %s (%.12s)", plan.file(), plan.content())));
        return String.join(", ", said);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** What the scenario says, as text: two scenarios of a name that say the same have the same figures. */
    public String saying() {
        return isBase()
                ? ""
                : String.join(
                        "|",
                        utilisation.toString(),
                        onSiteHours.toString(),
                        warrantyMonths.toString(),
                        salesPlan.map(SalesPlan::content).orElse(""));
    }
}
