package aftercare.serve.dashboard;

import aftercare.contract.RuleTexts;
import aftercare.contract.SchemaProblems;
import aftercare.contract.Translations;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads what lies in {@code dashboards/}: of the folder below the system property {@code aftercare.home} where there is
 * one, so that a changed card counts at once, else of what is packed with the program.
 */
public final class DashboardFiles {
    static final String INDEX = "index.yaml";
    static final String SCHEMA = "dashboard.schema.json";
    private static final String TEXTS = "dashboards";

    private static final String SCHEMA_IDS = "https://aftercare.invalid/schemas/";
    /** One schema may refer to another by its id; all of them are packed with the program, none is fetched. */
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            schemas -> schemas.schemaMappers(ids -> ids.mapPrefix(SCHEMA_IDS, "classpath:schemas/")));

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final @Nullable Path home;
    private final UnaryOperator<String> texts;

    /** @param home the folder {@code dashboards}; null for what is packed */
    private DashboardFiles(@Nullable Path home) {
        this(home, UnaryOperator.identity());
    }

    private DashboardFiles(@Nullable Path home, UnaryOperator<String> texts) {
        this.home = home;
        this.texts = texts;
    }

    /** The same files, with the numbers of rules in their texts and queries. */
    public DashboardFiles filledWith(RuleTexts rules) {
        return new DashboardFiles(home, rules::fill);
    }

    public static DashboardFiles ofThisInstallation() {
        String home = System.getProperty("aftercare.home");
        Path folder = home == null ? null : Path.of(home, "dashboards");
        return new DashboardFiles(folder != null && Files.exists(folder.resolve(INDEX)) ? folder : null);
    }

    /** Those in a folder. */
    public static DashboardFiles in(Path folder) {
        return new DashboardFiles(folder);
    }

    /**
     * What a file says.
     *
     * @param schema its JSON Schema below {@code schemas/}
     * @throws aftercare.config.AftercareException AFC-1106 when it breaks its schema, with line and column
     */
    public <T> T read(String file, String schema, Class<T> type) {
        JsonNode tree = yaml(file);
        Set<ValidationMessage> broken =
                SCHEMAS.getSchema(SchemaLocation.of(SCHEMA_IDS + schema)).validate(tree);
        if (!broken.isEmpty()) {
            throw DashboardErrors.schema(file, schema, SchemaProblems.of(broken, text(file)));
        }
        return as(file, translations(file.replace(".yaml", "")).into("", tree), type);
    }

    <T> T read(String file, Class<T> type) {
        return as(file, yaml(file), type);
    }

    /**
     * A query that stands on no dashboard, as it is written; empty where there is none of that name.
     *
     * @param document what it belongs to, such as {@code report} or {@code letter}
     */
    public Optional<String> query(String document, String name) {
        return found(document + "/" + name + ".sql");
    }

    /** Read by SnakeYAML itself, since Jackson does not put in what an alias stands for. */
    JsonNode yaml(String file) {
        String text = text(file);
        try {
            LoaderOptions options = new LoaderOptions();
            // Of two sets of words by one name the first would be lost.
            options.setAllowDuplicateKeys(false);
            return JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(text));
        } catch (YAMLException unreadable) {
            throw DashboardErrors.unfit(
                    file, List.of(String.valueOf(unreadable.getMessage()).strip()), unreadable);
        }
    }

    /** What the dashboards say in other languages. */
    Translations translations() {
        return translations(TEXTS);
    }

    private Translations translations(String document) {
        Translations asWritten = home == null ? Translations.of(document) : Translations.beside(home, document);
        return asWritten.filled(texts);
    }

    /** The query of a card, as it is written. */
    String sql(String card) {
        return text("cards/" + card + ".sql");
    }

    private static <T> T as(String file, JsonNode tree, Class<T> type) {
        try {
            return JSON.treeToValue(tree, type);
        } catch (JsonProcessingException unreadable) {
            throw DashboardErrors.unfit(file, List.of(unreadable.getOriginalMessage()), unreadable);
        }
    }

    private String text(String file) {
        String text =
                found(file).orElseThrow(() -> DashboardErrors.unfit(file, List.of("There is no such file"), null));
        try {
            return texts.apply(text);
        } catch (IllegalArgumentException noRule) {
            throw DashboardErrors.unfit(file, List.of(noRule.getMessage()), noRule);
        }
    }

    private Optional<String> found(String file) {
        return Optional.ofNullable(home == null ? packed("/dashboards/" + file) : inFolder(home, file));
    }

    private static @Nullable String inFolder(Path home, String file) {
        Path path = home.resolve(file);
        try {
            return Files.exists(path) ? Files.readString(path) : null;
        } catch (IOException unreadable) {
            throw DashboardErrors.unfit(file, List.of("It cannot be read: " + unreadable.getMessage()), unreadable);
        }
    }

    private static @Nullable String packed(String resource) {
        try (InputStream file = DashboardFiles.class.getResourceAsStream(resource)) {
            return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(resource, unreadable);
        }
    }
}
