package aftercare.measure.servicegap;

import aftercare.contract.Messages;
import aftercare.contract.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to mind when reading a row, in sentences. */
final class Remarks {
    private final List<Text> sentences = new ArrayList<>();

    static Remarks on(DimensionScore score, ScaleCheck scale, int fewest) {
        Remarks remarks = new Remarks();
        long of = score.respondents();
        long both = score.gap().getN();
        if (scale == ScaleCheck.SUSPECT) {
            remarks.add("scale_suspect");
        }
        if (both < fewest) {
            remarks.add("few_both", "both", both, "all", of);
        }
        long onesided = of - both;
        if (onesided > 0) {
            remarks.add("one_sided", "n", onesided, "all", of);
        }
        if (score.items() == 1 && score.perception().getN() > 0) {
            remarks.add("one_item");
        }
        if (score.rescaled() > 0) {
            remarks.add("rescaled", "n", score.rescaled(), "all", of);
        }
        return remarks;
    }

    private void add(String message, Object... namesAndValues) {
        sentences.add(Messages.text("servicegap." + message, namesAndValues));
    }

    /** The remarks in English; null when there are none. */
    @Nullable
    String en() {
        return sentences.isEmpty() ? null : Messages.sentences(sentences).en();
    }

    /** The remarks in Chinese; null when there are none. */
    @Nullable
    String zh() {
        return sentences.isEmpty() ? null : Messages.sentences(sentences).zh();
    }
}
