package aftercare.measure.warranty;

import java.io.Serializable;

/**
 * A model's repair rate at an age.
 *
 * @param age full calendar months since the month of sale
 * @param rate repairs per unit and month
 * @param unitMonths exposure seen at the age; 0 where no unit of the model is as old
 */
record AgeRate(int age, double rate, double unitMonths) implements Serializable {}
