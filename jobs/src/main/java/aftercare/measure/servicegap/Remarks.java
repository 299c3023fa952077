package aftercare.measure.servicegap;

import aftercare.contract.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What to mind when reading a row, in sentences. */
final class Remarks {
    private final List<Text> sentences = new ArrayList<>();

    static Remarks on(DimensionScore score, ScaleCheck scale, int fewest) {
        Remarks remarks = new Remarks();
        long of = score.respondents();
        long both = score.gap().getN();
        if (scale == ScaleCheck.SUSPECT) {
            remarks.add(
                    "No answer is above 5, which looks like a scale of 1 to 5; if it is one, load the answers again with scale_points 5.",
                    "作答无一超过 5 分，疑为 1 至 5 分量表；如属实，请注明 scale_points 为 5 后重新加载。");
        }
        if (both < fewest) {
            remarks.add(
                    "Only " + both + " of " + of
                            + " stated both expectation and perception; read the gap with its interval.",
                    of + " 位受访者中仅 " + both + " 位同时填写了期望和感知，请结合置信区间解读差距。");
        }
        long onesided = of - both;
        if (onesided > 0) {
            remarks.add(
                    onesided + " of " + of
                            + " stated only expectation or only perception; they count in that mean, not in the gap.",
                    of + " 位受访者中 " + onesided + " 位只填写了期望或感知，计入相应均值，不计入差距。");
        }
        if (score.items() == 1 && score.perception().getN() > 0) {
            remarks.add("One item only, so there is no alpha.", "仅一个题项，无法计算信度系数。");
        }
        if (score.rescaled() > 0) {
            remarks.add(
                    score.rescaled() + " of " + of + " answered on another scale and were brought to 1 to 7.",
                    of + " 位受访者中 " + score.rescaled() + " 位使用其他量表，已换算为 1 至 7 分。");
        }
        return remarks;
    }

    private void add(String en, String zh) {
        sentences.add(new Text(en, zh));
    }

    /** The remarks in English; null when there are none. */
    String en() {
        return joined(Text::en, " ");
    }

    /** The remarks in Chinese; null when there are none. */
    String zh() {
        return joined(Text::zh, "");
    }

    private String joined(Function<Text, String> language, String between) {
        return sentences.isEmpty() ? null : sentences.stream().map(language).collect(Collectors.joining(between));
    }
}
