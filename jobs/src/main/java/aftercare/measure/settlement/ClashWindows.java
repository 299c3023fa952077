package aftercare.measure.settlement;

import aftercare.contract.Rules;
import aftercare.measure.facts.RuleWindow;

/**
 * How close to one another claims clash.
 *
 * @param sameSymptom after a claim of the same unit for the same symptom
 * @param sameParts after a claim of the same unit with parts of the same price
 * @param visit no visit is taken to last longer: what is longer is not one visit, or not true
 * @param unstatedVisit where the hours worked are not known, arrival to completion counts as one visit up to this long
 */
record ClashWindows(RuleWindow sameSymptom, RuleWindow sameParts, RuleWindow visit, RuleWindow unstatedVisit) {
    static ClashWindows of(Rules rules) {
        return new ClashWindows(
                RuleWindow.of(rules, Rules.CLAIMED_TWICE),
                RuleWindow.of(rules, Rules.PARTS_TWICE),
                RuleWindow.of(rules, Rules.LONGEST_VISIT),
                RuleWindow.of(rules, Rules.LONGEST_UNSTATED_VISIT));
    }

    /** The longest, in hours, after which claims of the same unit still clash. */
    int longestOfUnit() {
        return Math.max(sameSymptom.longestHours(), sameParts.longestHours());
    }

    /** The longest that a visit is taken to last, in hours. */
    int longestVisit() {
        return Math.max(visit.longestHours(), unstatedVisit.longestHours());
    }
}
