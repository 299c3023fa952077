package aftercare.measure.servicegap;

import java.util.List;
import java.util.Locale;

/** Whether answers are on the scale they are said to be on. */
enum ScaleCheck {
    AS_STATED,
    RESCALED,
    SUSPECT;

    /** One person may well never go above 5; so many do not. */
    private static final int FEWEST = 10;

    static ScaleCheck of(List<Response> responses) {
        List<Response> unscaled =
                responses.stream().filter(response -> !response.rescaled()).toList();
        if (unscaled.size() >= FEWEST && unscaled.stream().allMatch(Response::mayBeOnFivePoints)) {
            return SUSPECT;
        }
        return unscaled.size() == responses.size() ? AS_STATED : RESCALED;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
