package aftercare.serve.metabase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenApiExcerptTest {
    private static final Path FILE =
            Path.of(System.getProperty("aftercare.project", ".."), "jobs/src/test/resources" + RequestCheck.EXCERPT);

    /**
     * Where the whole description does not lie beside the project, as in CI, the excerpt must at least be all that one
     * would take from it.
     */
    @Test
    void theExcerptSaysWhatTheWholeDescriptionSays() throws IOException {
        boolean there = Files.exists(RequestCheck.WHOLE);
        String excerpt = OpenApiExcerpt.text(there ? RequestCheck.whole() : RequestCheck.excerpt());
        if (there && Boolean.getBoolean("aftercare.docs.write")) {
            Files.writeString(FILE, excerpt);
        }

        assertThat(Files.readString(FILE)).isEqualTo(excerpt);
    }

    @Test
    void theExcerptAloneCatchesARequestThatIsNotOne() {
        RequestCheck check = new RequestCheck(RequestCheck.excerpt());
        ObjectNode card = new ObjectMapper().createObjectNode().put("name", "").put("colour", "red");

        assertThat(check.check("POST", "/api/card", card))
                .anyMatch(wrong -> wrong.contains("has no colour"))
                .anyMatch(wrong -> wrong.contains("dataset_query"))
                .anyMatch(wrong -> wrong.contains("name"));
        assertThat(check.check("DELETE", "/api/card/3", null)).isNotEmpty();
    }
}
