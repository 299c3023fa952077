package aftercare.measure.warranty;

import aftercare.measure.warranty.ModelFacts.AgeRate;
import aftercare.measure.warranty.ModelFacts.Units;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model's repair rate at every age: its own where it has one, else its category's shape at its level. */
final class RateCurve {
    private static final int YEAR = 12;

    private final Map<Integer, AgeRate> own = new HashMap<>();
    private final CategoryShape shape;
    private final double level;

    RateCurve(ModelFacts model, CategoryShape shape) {
        model.rates().forEach(rate -> own.put(rate.age(), rate));
        this.shape = shape;
        this.level = model.level();
    }

    /** Repairs per unit and month at an age. */
    double at(int age) {
        AgeRate rate = own.get(age);
        return rate == null ? level * shape.at(age) : rate.rate();
    }

    /**
     * Repairs that a unit needs within a term: half a month at age 0 and half a month at the age at which the term
     * ends.
     */
    double withinTerm(int months) {
        double repairs = 0;
        for (int age = 0; age <= months; age++) {
            repairs += shareOfMonth(age, months) * at(age);
        }
        return repairs;
    }

    /** The part of {@link #withinTerm} at ages that no unit of the model has been seen at. */
    double unseenWithinTerm(int months) {
        double repairs = 0;
        for (int age = 0; age <= months; age++) {
            AgeRate rate = own.get(age);
            boolean seen = rate != null && rate.unitMonths() > 0;
            repairs += seen ? 0 : shareOfMonth(age, months) * at(age);
        }
        return repairs;
    }

    /**
     * Repairs in warranty in the twelve months after a month.
     *
     * @param sales units by month of sale; those sold within the twelve months count from then on
     * @param last the month before the first of the twelve
     */
    double inYearAfter(YearMonth last, List<Units> sales, int term) {
        double repairs = 0;
        for (Units sold : sales) {
            for (int ahead = 1; ahead <= YEAR; ahead++) {
                int age = (int) ChronoUnit.MONTHS.between(sold.month(), last.plusMonths(ahead));
                if (age >= 0 && age <= term) {
                    repairs += sold.units() * shareOfMonth(age, term) * at(age);
                }
            }
        }
        return repairs;
    }

    /** Units are sold in the middle of a month on average, so a term begins and ends there too. */
    private static double shareOfMonth(int age, int term) {
        return age == 0 || age == term ? 0.5 : 1;
    }
}
