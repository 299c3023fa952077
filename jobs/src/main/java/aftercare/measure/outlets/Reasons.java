package aftercare.measure.outlets;

import aftercare.contract.Scorecard;
import aftercare.contract.Text;
import aftercare.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says why, in plain sentences with the numbers they rest on, in English and Chinese. */
final class Reasons {
    private final Scorecard scorecard;
    private final List<String> english = new ArrayList<>();
    private final List<String> chinese = new ArrayList<>();

    Reasons(Scorecard scorecard) {
        this.scorecard = scorecard;
    }

    Text text() {
        return new Text(String.join("\n", english), String.join("\n", chinese));
    }

    void outOfWork(String status) {
        say(
                "The outlet is " + status + ", so nothing is recommended.",
                "网点" + ("closed".equals(status) ? "已关闭" : "已暂停") + "，不作建议。");
    }

    void suppressed(long completed) {
        say(
                "Only " + completed + " orders were completed, fewer than the " + scorecard.fewestCompleted()
                        + " needed for a score.",
                "当月仅完工 " + completed + " 单，不足评分所需的 " + scorecard.fewestCompleted() + " 单。");
    }

    void nothingStandsOut() {
        say("No KPI is worse than its peers' beyond chance.", "各项指标均未明显差于同类网点。");
    }

    void lowTogether(int months, Scorecard.Revocation rule) {
        say(
                "At least " + rule.lowKpis() + " KPIs were low in " + months + " of the last " + rule.ofLast()
                        + " months.",
                "最近 " + rule.ofLast() + " 个月中有 " + months + " 个月至少 " + rule.lowKpis() + " 项指标偏低。");
    }

    /** A KPI that is low in a month: its counts, its interval and what is expected. */
    void low(OutletMonth month, Scorecard.Kpi asked) {
        Kpi kpi = Kpi.of(asked.metric());
        OutletMonth.Figure figure = month.figures().get(kpi);
        String counts = figure.n() + " / " + figure.d();
        String range = range(kpi, figure.low(), figure.high());
        say(
                month.month() + ": " + asked.label().en() + " " + shown(kpi, figure.rate()) + " (" + counts
                        + ", 95 % interval " + range + "), where " + shown(kpi, figure.expected())
                        + " is expected of " + kpi.reference.of.en() + ".",
                month.month() + "：" + asked.label().zh() + " " + shown(kpi, figure.rate()) + "（" + counts + "，95% 区间 "
                        + range + "），按" + kpi.reference.of.zh() + "预期为 " + shown(kpi, figure.expected()) + "。");
    }

    void act(List<Scorecard.Kpi> low) {
        if (!low.isEmpty()) {
            say(
                    "Next: " + low.stream().map(kpi -> kpi.action().en()).collect(Collectors.joining("; ")) + ".",
                    "建议：" + low.stream().map(kpi -> kpi.action().zh()).collect(Collectors.joining("；")) + "。");
        }
    }

    void severe(long complaints, int months, long orders, double expected, Interval mean) {
        String range = String.format(Locale.ROOT, "%.1f - %.1f", mean.low(), mean.high());
        String usual = String.format(Locale.ROOT, "%.1f", expected);
        say(
                complaints + " severe complaints in " + months + " of the last "
                        + scorecard.revocation().ofLast() + " months on " + orders + " completed orders (95 % interval "
                        + range + "), where " + usual + " are expected.",
                "最近 " + scorecard.revocation().ofLast() + " 个月中有 " + months + " 个月出现严重投诉，共 " + complaints + " 起（完工 "
                        + orders + " 单，95% 区间 " + range + "），预期为 " + usual + " 起。");
    }

    void tooEarly(int full, int needed) {
        say(
                "On probation, " + full + " of " + needed + " full months done; it is judged after them.",
                "试用期已满 " + full + " 个完整月，满 " + needed + " 个月后评定。");
    }

    void probationSuppressed(long completed, int months) {
        say(
                "Only " + completed + " orders were completed in " + months
                        + " full months of probation, fewer than the " + scorecard.fewestCompleted()
                        + " needed to judge it.",
                "试用期 " + months + " 个完整月仅完工 " + completed + " 单，不足评定所需的 " + scorecard.fewestCompleted() + " 单。");
    }

    void tooFewForFloor(Scorecard.Kpi asked, OutletAdviser.Pooled pooled) {
        say(
                asked.label().en() + ": " + pooled.n() + " / " + pooled.d()
                        + " is too little to hold against the floor; even a spotless record could not clear it.",
                asked.label().zh() + "：" + pooled.n() + " / " + pooled.d() + "，样本过小，即使毫无差错也无法判定是否优于底线。");
    }

    void againstFloor(
            Scorecard.Kpi asked, OutletAdviser.Pooled pooled, Interval interval, int side, Scorecard.Probation rule) {
        Kpi kpi = pooled.kpi();
        String confidence = String.format(Locale.ROOT, "%.0f", 100 * rule.confidence());
        String range = range(kpi, kpi.inUnit(interval.low()), kpi.inUnit(interval.high()));
        String rate = shown(kpi, kpi.inUnit(pooled.rate()));
        String floor = shown(kpi, kpi.inUnit(pooled.floor()));
        String counts = pooled.n() + " / " + pooled.d();
        say(
                asked.label().en() + " " + rate + " over " + rule.fullMonths() + " full months (" + counts + ", "
                        + confidence + " % interval " + range + ") is "
                        + (side > 0 ? "better than" : side < 0 ? "worse than" : "not clearly on either side of")
                        + " the floor of " + floor + ".",
                asked.label().zh() + "：" + rule.fullMonths() + " 个完整月为 " + rate + "（" + counts + "，" + confidence
                        + "% 区间 " + range + "），" + (side > 0 ? "优于" : side < 0 ? "劣于" : "尚不能判定是否达到") + "底线 "
                        + floor + "。");
    }

    private static String range(Kpi kpi, double low, double high) {
        return shown(kpi, low) + " - " + shown(kpi, high);
    }

    private static String shown(Kpi kpi, double figure) {
        return kpi.proportion
                ? String.format(Locale.ROOT, "%.0f %%", 100 * figure)
                : String.format(Locale.ROOT, "%.1f", figure);
    }

    private void say(String en, String zh) {
        english.add(en);
        chinese.add(zh);
    }
}
