package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import aftercare.contract.Contracts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The page about mappings does what it says. */
class MappingPageTest {
    private static final Path PROJECT = Path.of(System.getProperty("aftercare.project"));
    private static final Pattern SECTION = Pattern.compile("(?ms)^### (.*?)$(.*?)(?=^##|\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml|csv|json|text) ?(\\S*)$\\n(.*?)^```$");
    private static final Map<String, String> SECTIONS = sections();

    /** Sections whose example shows files, and what comes of them. */
    static final List<String> SHOWN = SECTIONS.entrySet().stream()
            .filter(section -> section.getValue().contains("```text "))
            .map(Map.Entry::getKey)
            .toList();

    static final Set<String> ALL = SECTIONS.keySet();

    @TempDir
    private Path folder;

    private static Map<String, String> sections() {
        try {
            Map<String, String> sections = new LinkedHashMap<>();
            Matcher section = SECTION.matcher(Files.readString(PROJECT.resolve("docs/mapping.md")));
            while (section.find()) {
                sections.put(section.group(1), section.group(2));
            }
            return sections;
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @FieldSource("SHOWN")
    void filesBecomeTheRowsThatThePageShows(String section) throws IOException {
        MappedFiles files = new MappedFiles(folder, "Asia/Shanghai");
        String mapping = "";
        Matcher block = BLOCK.matcher(SECTIONS.get(section));
        while (block.find()) {
            switch (block.group(1)) {
                case "yaml" -> mapping = block.group(3);
                case "text" ->
                    assertThat(files.under(mapping, block.group(2)))
                            .containsExactlyElementsOf(block.group(3).lines().toList());
                default -> files.with(block.group(2), block.group(3).strip());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void eachExampleIsASoundMapping(String section) throws IOException {
        Matcher block = BLOCK.matcher(SECTIONS.get(section));
        assertThat(block.find()).isTrue();
        Path file = Files.writeString(folder.resolve("m.yaml"), block.group(3));
        assertThatCode(() -> Mappings.checked(file, Contracts.load())).doesNotThrowAnyException();
    }

    @Test
    void eachKeyHasADescriptionAndAnExample() throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(PROJECT.resolve("schemas/mapping.schema.json").toFile());
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        collect(schema, keys);
        String examples = SECTIONS.values().stream()
                .flatMap(section -> BLOCK.matcher(section).results().map(block -> block.group(3)))
                .collect(Collectors.joining("\n"));
        List<String> undescribed = new ArrayList<>();
        Set<String> unshown = new TreeSet<>();
        keys.forEach((key, node) -> {
            JsonNode said =
                    node.has("$ref") ? schema.at(node.get("$ref").asText().substring(1)) : node;
            if (!node.has("description") && !said.has("description")) {
                undescribed.add(key);
            }
            if (!Pattern.compile("(?m)(^|[{ ,])" + key + ":").matcher(examples).find()) {
                unshown.add(key);
            }
        });
        assertThat(keys).containsKeys("match", "escape", "jdbc", "minutes", "take");
        assertThat(undescribed).isEmpty();
        assertThat(unshown).isEmpty();
    }

    private static void collect(JsonNode node, Map<String, JsonNode> keys) {
        node.path("properties").properties().forEach(each -> keys.putIfAbsent(each.getKey(), each.getValue()));
        node.forEach(child -> collect(child, keys));
    }
}
