package aftercare.serve.metabase;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether the stand-in answers nothing that a live Metabase does not: its members are looked up in what 0.63.2 answered
 * to the same request (resources, metabase/answers-0.63.2.txt).
 */
final class AnswerCheck {
    /** Below these stands what the client sent, or what the recorded answers had none of. */
    private static final Set<String> FREE = Set.of(
            "visualization_settings",
            "dataset_query",
            "details",
            "parameters",
            "groups",
            "dashcards",
            "tabs",
            "data",
            "dimensions",
            "members");

    private final Map<String, Set<String>> known = new TreeMap<>();

    private AnswerCheck(String lines) {
        lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] parts = line.split(": ", 2);
            known.put(parts[0], new HashSet<>(Arrays.asList(parts[1].split(" "))));
        });
    }

    static AnswerCheck ofTheLiveServer() {
        try (InputStream answers =
                Objects.requireNonNull(AnswerCheck.class.getResourceAsStream("/metabase/answers-0.63.2.txt"))) {
            return new AnswerCheck(new String(answers.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The members of an answer that the live server does not send; none where it was not asked this. */
    List<String> invented(String method, String path, JsonNode answer) {
        String request = method + " " + path.replaceAll("/\\d+", "/{id}");
        List<String> invented = new ArrayList<>();
        if (known.containsKey(request)) {
            look(answer, "", Work.made(known, request), invented);
        }
        return invented.stream().map(member -> request + " answers " + member).toList();
    }

    private static void look(JsonNode node, String path, Set<String> known, List<String> invented) {
        if (node.isArray()) {
            node.forEach(element -> look(element, path, known, invented));
            return;
        }
        node.properties().forEach(member -> {
            String name = path + member.getKey();
            if (!known.contains(name)) {
                invented.add(name);
            } else if (!FREE.contains(member.getKey())) {
                look(member.getValue(), name + ".", known, invented);
            }
        });
    }
}
