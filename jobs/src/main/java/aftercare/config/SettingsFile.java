package aftercare.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines {@code key: value} of a settings file. Values are kept as written, so that they are read exactly as flags
 * are; paths in it are relative to the working directory, as flags are.
 */
final class SettingsFile {
    static final String DEFAULT_NAME = "aftercare.yaml";

    private static final String FIX = "Write one line per setting, such as `lake: /data/lake`; a list such as"
            + " `mapping: [a.yaml, b.yaml]` where a setting may be given several times.";

    private final Map<String, GivenTexts> lines;

    /** The texts given for a setting, and where they were found, such as {@code aftercare.yaml, line 3}. */
    record GivenTexts(List<String> texts, String origin) {}

    private SettingsFile(Map<String, GivenTexts> lines) {
        this.lines = lines;
    }

    static SettingsFile none() {
        return new SettingsFile(Map.of());
    }

    /** Reads a file that must be there. */
    static SettingsFile read(Path file) {
        if (!Files.isReadable(file)) {
            throw bad("The settings file " + file + " cannot be read.", "There is no readable file there.", null);
        }
        try (JsonParser yaml = new YAMLFactory().createParser(file.toFile())) {
            return new SettingsFile(lines(yaml, file));
        } catch (JsonProcessingException e) {
            String reason = "Line " + e.getLocation().getLineNr() + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse("") + ".";
            throw bad("The settings file " + file + " is not valid YAML.", reason, e);
        } catch (IOException e) {
            throw bad("The settings file " + file + " cannot be read.", String.valueOf(e.getMessage()), e);
        }
    }

    /** What the file says, by key, in the order of its lines. */
    Map<String, GivenTexts> lines() {
        return lines;
    }

    private static Map<String, GivenTexts> lines(JsonParser yaml, Path file) throws IOException {
        Map<String, GivenTexts> lines = new LinkedHashMap<>();
        JsonToken first = yaml.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return lines;
        }
        if (first != JsonToken.START_OBJECT) {
            throw shape(file, 1);
        }
        while (yaml.nextToken() == JsonToken.FIELD_NAME) {
            String key = yaml.currentName();
            int line = yaml.currentTokenLocation().getLineNr();
            List<String> texts = texts(yaml, file, line);
            if (!texts.isEmpty() && lines.put(key, new GivenTexts(texts, origin(file, line))) != null) {
                throw bad(
                        "The settings file " + file + " says " + key + " twice.",
                        "Line " + line + " repeats it.",
                        null);
            }
        }
        return lines;
    }

    private static List<String> texts(JsonParser yaml, Path file, int line) throws IOException {
        List<String> texts = new ArrayList<>();
        JsonToken token = yaml.nextToken();
        if (token != JsonToken.START_ARRAY) {
            addScalar(yaml, token, texts, file, line);
            return texts;
        }
        for (token = yaml.nextToken(); token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
            addScalar(yaml, token, texts, file, line);
        }
        return texts;
    }

    private static void addScalar(JsonParser yaml, JsonToken token, List<String> texts, Path file, int line)
            throws IOException {
        if (!token.isScalarValue()) {
            throw shape(file, line);
        }
        if (token != JsonToken.VALUE_NULL && !yaml.getText().isBlank()) {
            texts.add(yaml.getText());
        }
    }

    private static String origin(Path file, int line) {
        return file.getFileName() + ", line " + line;
    }

    private static AftercareException shape(Path file, int line) {
        return bad(
                "The settings file " + file + " has the wrong shape.",
                "Line " + line + " is neither a single value nor a list of values.",
                null);
    }

    private static AftercareException bad(String problem, String reason, @Nullable Throwable cause) {
        return new AftercareException(ErrorCode.BAD_SETTINGS_FILE, problem, reason, FIX, cause);
    }
}
