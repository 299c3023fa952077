package aftercare.measure.training;

import aftercare.contract.CodeWords;
import aftercare.contract.Messages;
import aftercare.contract.RuleTexts;
import aftercare.contract.Text;
import aftercare.measure.training.CourseComparison.TechnicianFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says why somebody needs training, in one plain sentence with its figures. */
final class NeedReason {
    private final Need need;
    private final List<Text> clauses = new ArrayList<>();

    private NeedReason(Need need) {
        this.need = need;
    }

    /** The sentence, with the rules in force in it. */
    static Text of(Need need, RuleTexts rules) {
        NeedReason reason = new NeedReason(need);
        reason.figure();
        reason.fault();
        reason.level();
        reason.stake();
        return message("sentence", "clauses", Messages.clauses(reason.clauses)).map(rules::fill);
    }

    private void figure() {
        TechnicianFigure figure = need.figure();
        Text skill = CodeWords.within(need.skill().name());
        if (figure == null) {
            clauses.add(message("not_judged", "skill", skill));
            return;
        }
        clauses.add(message(
                "figure",
                "d",
                figure.d(),
                "skill",
                skill,
                "n",
                figure.n(),
                "metric",
                figure.metric().label(),
                "actual",
                percent(figure.actual()),
                "low",
                percent(figure.interval().low()),
                "high",
                percent(figure.interval().high()),
                "target",
                percent(figure.target()),
                "probability",
                percent(figure.probabilityBelow())));
    }

    private void fault() {
        Blame.Fault fault = need.fault();
        if (fault != null) {
            clauses.add(message(
                    "fault",
                    "n",
                    fault.n(),
                    "step",
                    fault.step().says(),
                    "expected",
                    number("%.1f", fault.expected())));
        }
    }

    private void level() {
        Need.Level level = need.level();
        Integer required = need.skill().requiredLevel();
        if (level != null && required != null && need.byLevel()) {
            clauses.add(message("level", "level", level.level(), "day", level.assessedOn(), "required", required));
        }
    }

    private void stake() {
        boolean costed = need.costAtStake() != null;
        clauses.add(message(
                costed ? "stake_cost" : "stake",
                "failed",
                number("%.1f", need.failedVisits()),
                "jobs",
                number("%.0f", need.comingJobs()),
                "cost",
                costed ? number("%.0f", need.visitCost()) : ""));
    }

    private static Text message(String key, Object... namesAndValues) {
        return Messages.text("training." + key, namesAndValues);
    }

    private static String percent(double share) {
        return number("%.0f", 100 * share);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
