package aftercare.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
    private static final List<String> KNOWN = List.of("lake", "input", "max-reject-share", "marts");

    @Test
    void aSlipOfTheFingerFindsTheWordMeant() {
        assertThat(DidYouMean.among(KNOWN, "max-reject-shar")).contains("max-reject-share");
        assertThat(DidYouMean.among(KNOWN, "Lake")).contains("lake");
        assertThat(DidYouMean.among(KNOWN, "mart")).contains("marts");
    }

    @Test
    void aWordLikeNoneOfThemGetsNoSuggestion() {
        assertThat(DidYouMean.among(KNOWN, "colour")).isEmpty();
    }
}
