package aftercare.serve.metabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenApiExcerptTest {
    private static final Path FILE =
            Path.of(System.getProperty("aftercare.project", ".."), "jobs/src/test/resources" + RequestCheck.EXCERPT);

    @Test
    void theExcerptSaysWhatTheWholeDescriptionSays() throws IOException {
        assumeTrue(Files.exists(RequestCheck.WHOLE), "Metabase's API description does not lie beside the project");
        String excerpt = OpenApiExcerpt.text(RequestCheck.whole());
        if (Boolean.getBoolean("aftercare.docs.write")) {
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
