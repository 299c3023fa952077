package aftercare.measure.training;

import aftercare.contract.RuleTexts;
import aftercare.contract.Text;
import aftercare.measure.training.CourseComparison.Figure;
import java.util.Locale;

/** Says why somebody needs training, in one plain sentence with its figures, in English and Chinese. */
final class NeedReason {
    private final Need need;
    private final StringBuilder english = new StringBuilder();
    private final StringBuilder chinese = new StringBuilder();

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
        return new Text(rules.fill(reason.english + "."), rules.fill(reason.chinese + "。"));
    }

    private void figure() {
        Figure figure = need.figure();
        if (figure == null) {
            say(
                    "No job of %s has been judged yet".formatted(need.skill().name()),
                    "%s 尚无可评定的工单".formatted(need.skill().name()));
            return;
        }
        say(
                String.format(
                        Locale.ROOT,
                        "Of %d jobs of %s, %d were %s, %.0f %% after shrinkage (95 %% interval %.0f - %.0f %%), where %.0f %% is asked of"
                                + " such jobs; the probability of being below is %.0f %%",
                        figure.d(),
                        need.skill().name(),
                        figure.n(),
                        figure.metric().english,
                        100 * figure.actual(),
                        100 * figure.interval().low(),
                        100 * figure.interval().high(),
                        100 * figure.target(),
                        100 * figure.probabilityBelow()),
                String.format(
                        Locale.ROOT,
                        "%s 的 %d 单中 %d 单%s，收缩后为 %.0f%%（95%% 区间 %.0f - %.0f%%），同类工单应达 %.0f%%，低于该值的概率为 %.0f%%",
                        need.skill().name(),
                        figure.d(),
                        figure.n(),
                        figure.metric().chinese,
                        100 * figure.actual(),
                        100 * figure.interval().low(),
                        100 * figure.interval().high(),
                        100 * figure.target(),
                        100 * figure.probabilityBelow()));
    }

    private void fault() {
        Blame.Fault fault = need.fault();
        if (fault != null) {
            say(
                    String.format(
                            Locale.ROOT,
                            "%d %s, where %.1f are expected",
                            fault.n(),
                            fault.step().english,
                            fault.expected()),
                    String.format(Locale.ROOT, "%s %d 单，预期 %.1f 单", fault.step().chinese, fault.n(), fault.expected()));
        }
    }

    private void level() {
        if (need.byLevel()) {
            say(
                    String.format(
                            Locale.ROOT,
                            "level %d was found on %s, %d is required",
                            need.level().level(),
                            need.level().assessedOn(),
                            need.skill().requiredLevel()),
                    String.format(
                            Locale.ROOT,
                            "%s 评定为 %d 级，要求 %d 级",
                            need.level().assessedOn(),
                            need.level().level(),
                            need.skill().requiredLevel()));
        }
    }

    private void stake() {
        Double cost = need.costAtStake();
        String english = String.format(
                Locale.ROOT,
                "%.1f of %.0f jobs to come in 12 months would fail for it",
                need.failedVisits(),
                need.comingJobs());
        String chinese =
                String.format(Locale.ROOT, "未来 12 个月预计 %.0f 单中有 %.1f 单因此失败", need.comingJobs(), need.failedVisits());
        say(
                english + (cost == null ? "" : String.format(Locale.ROOT, ", at %.0f each", need.visitCost())),
                chinese + (cost == null ? "" : String.format(Locale.ROOT, "，每单成本 %.0f", need.visitCost())));
    }

    private void say(String en, String zh) {
        english.append(english.isEmpty() ? "" : "; ").append(en);
        chinese.append(chinese.isEmpty() ? "" : "；").append(zh);
    }
}
