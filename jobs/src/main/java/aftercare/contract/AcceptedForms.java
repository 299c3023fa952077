package aftercare.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * How days, truth and units may be written in any source: {@code schemas/accepted_forms.yaml}.
 *
 * @param dates patterns of days and times, tried in this order
 * @param noDay days that are written where there is none
 * @param yes words for yes
 * @param no words for no
 * @param units other spellings of units, by their name
 */
public record AcceptedForms(
        List<String> dates,
        @JsonProperty("no_day") List<String> noDay,
        List<String> yes,
        List<String> no,
        Map<String, List<String>> units) {
    public AcceptedForms {
        dates = List.copyOf(dates);
        noDay = List.copyOf(noDay);
        yes = List.copyOf(yes);
        no = List.copyOf(no);
        units = Map.copyOf(units);
    }

    /** Read once: readers of single values ask for it. */
    private static final class Installed {
        static final AcceptedForms FORMS = Contracts.document("accepted_forms", AcceptedForms.class);
    }

    /** The forms of this installation. */
    public static AcceptedForms installed() {
        return Installed.FORMS;
    }
}
