package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the need for training is found and planned; kept in {@code schemas/training.yaml}, which says what each figure
 * means.
 *
 * @param monthsBack how far back jobs count
 * @param leastProbability of being below the target that makes a need
 * @param leastGap to the target that makes a need
 * @param effectDays days before and after a course over which it is judged
 * @param fewestPeople in each group of a course that is judged
 * @param widestInterval of an effect that is told
 * @param advice what is advised of a course, by the finding of its effect; {@code not_judged} where there is none
 * @param onboardingDays after hiring in which a need is one of onboarding
 * @param newModelDays after its launch in which a model is new
 * @param regionalShare of a region's technicians that makes a need regional
 * @param regionalFewest technicians who make a need regional
 * @param steps the codes that blame each step of the service
 */
public record TrainingPolicy(
        @JsonProperty("months_back") int monthsBack,
        @JsonProperty("least_probability") double leastProbability,
        @JsonProperty("least_gap") double leastGap,
        @JsonProperty("effect_days") List<Integer> effectDays,
        @JsonProperty("fewest_people") int fewestPeople,
        @JsonProperty("widest_interval") double widestInterval,
        Map<String, String> advice,
        @JsonProperty("onboarding_days") int onboardingDays,
        @JsonProperty("new_model_days") int newModelDays,
        @JsonProperty("regional_share") double regionalShare,
        @JsonProperty("regional_fewest") int regionalFewest,
        Map<String, List<String>> steps)
        implements Serializable {
    private static final String NOT_JUDGED = "not_judged";

    /**
     * The policy of this installation.
     *
     * @throws aftercare.config.AftercareException AFC-1101 when the file breaks its schema
     */
    public static TrainingPolicy load() {
        return Contracts.document("training", TrainingPolicy.class);
    }

    /**
     * What is advised of a course.
     *
     * @param finding of the longest window that could be judged, a status of training_effect; null when none could
     */
    public String adviceOn(@Nullable String finding) {
        String said = advice.get(finding == null ? NOT_JUDGED : finding);
        if (said == null) {
            throw new IllegalArgumentException("training.yaml advises nothing on " + finding);
        }
        return said;
    }

    /** The step that each code blames, by the code in small letters. */
    public Map<String, String> stepByCode() {
        Map<String, String> byCode = new HashMap<>();
        steps.forEach((step, codes) -> codes.forEach(code -> byCode.put(code.toLowerCase(Locale.ROOT), step)));
        return byCode;
    }
}
