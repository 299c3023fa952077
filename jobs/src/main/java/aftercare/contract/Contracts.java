package aftercare.contract;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Installation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All contracts, checked against their JSON Schemas while they are read. */
public final class Contracts {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
            .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, false);

    private static final String SOURCE_SCHEMA = "source.schema.json";

    private final Map<String, Contract> sources;
    private final Map<String, GoldContract> gold;
    private final List<PromiseRule> promises;
    private final List<Standard> standards;

    private Contracts(
            Map<String, Contract> sources,
            Map<String, GoldContract> gold,
            List<PromiseRule> promises,
            List<Standard> standards) {
        this.sources = sources;
        this.gold = gold;
        this.promises = promises;
        this.standards = standards;
    }

    /**
     * Reads the contracts of this installation: the folder {@code schemas} below the system property {@code
     * aftercare.home} where there is one, so that a mended contract counts at once, else the ones packed with the
     * program.
     *
     * @throws AftercareException AFC-1101 when a contract breaks its schema
     */
    public static Contracts load() {
        return Installation.folder("schemas", SOURCE_SCHEMA, Contracts::read);
    }

    /**
     * Reads {@code schemas/NAME.yaml} of this installation, checked against {@code schemas/NAME.schema.json}.
     *
     * @throws AftercareException AFC-1101 when it breaks its schema
     */
    static <T> T document(String name, Class<T> type) {
        return Installation.folder("schemas", SOURCE_SCHEMA, schemas -> document(schemas, name, type));
    }

    /** Reads {@code NAME.yaml} below a folder, checked against {@code NAME.schema.json}. */
    static <T> T document(Path schemas, String name, Class<T> type) {
        return parse(
                schemas.resolve(name + ".yaml"),
                schema(schemas.resolve(name + ".schema.json")),
                type,
                Translations.beside(schemas, "policies"),
                name);
    }

    /** Reads the contracts below a folder. */
    public static Contracts read(Path schemas) {
        JsonSchema sourceSchema = schema(schemas.resolve(SOURCE_SCHEMA));
        JsonSchema goldSchema = schema(schemas.resolve("gold.schema.json"));
        Translations translations = Translations.beside(schemas, "contracts");
        Map<String, Contract> sources = new LinkedHashMap<>();
        for (Path file : yamlFiles(schemas.resolve("sources"))) {
            Contract contract = parse(file, sourceSchema, Contract.class, translations, "sources." + stem(file));
            sources.put(contract.source(), contract);
        }
        Map<String, GoldContract> gold = new LinkedHashMap<>();
        for (Path file : yamlFiles(schemas.resolve("gold"))) {
            GoldContract contract = parse(file, goldSchema, GoldContract.class, translations, "gold." + stem(file));
            gold.put(contract.table(), contract);
        }
        return new Contracts(
                sources,
                gold,
                PromiseRules.read(schemas.resolve("promises.yaml"), schemas.resolve("promises.schema.json"), sources),
                DefaultStandards.read(schemas.resolve("standards.csv")));
    }

    /** Reads a mapping file, and checks it against its JSON Schema. */
    public static Mapping mapping(Path file) {
        try {
            return mapping(file.toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw unfit(
                    ErrorCode.BAD_MAPPING,
                    file.toString(),
                    "It cannot be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /**
     * Reads the text of a mapping.
     *
     * @param name what an error calls it
     */
    public static Mapping mapping(String name, String text) {
        URL schema = Contracts.class.getResource("/schemas/mapping.schema.json");
        if (schema == null) {
            throw new IllegalStateException("the program was packed without the schema of mappings");
        }
        try {
            JsonSchema jsonSchema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new ObjectMapper().readTree(schema));
            return parse(name, text, jsonSchema, Mapping.class, ErrorCode.BAD_MAPPING, tree -> tree);
        } catch (IOException unreadable) {
            throw new IllegalStateException("the schema of mappings cannot be read", unreadable);
        }
    }

    /**
     * The contract of a source.
     *
     * @throws AftercareException AFC-1103 when there is no such source
     */
    public Contract source(String name) {
        Contract contract = sources.get(name);
        if (contract == null) {
            throw new AftercareException(
                    ErrorCode.UNKNOWN_SOURCE,
                    "There is no source '" + name + "'.",
                    "The sources are " + String.join(", ", sources.keySet()) + ".",
                    "Use one of these names, or add schemas/sources/" + name + ".yaml.");
        }
        return contract;
    }

    /**
     * The contract of a gold table.
     *
     * @throws AftercareException AFC-1104 when there is no such table
     */
    public GoldContract gold(String table) {
        GoldContract contract = gold.get(table);
        if (contract == null) {
            throw new AftercareException(
                    ErrorCode.UNKNOWN_TABLE,
                    "There is no gold table '" + table + "'.",
                    "The gold tables are " + String.join(", ", gold.keySet()) + ".",
                    "Use one of these names.");
        }
        return contract;
    }

    /** What is promised to customers, every version. */
    public List<PromiseRule> promises() {
        return promises;
    }

    /** The standards that hold unless the source {@code standards} says otherwise. */
    public List<Standard> standards() {
        return standards;
    }

    public Collection<Contract> sources() {
        return sources.values();
    }

    public Collection<GoldContract> gold() {
        return gold.values();
    }

    public Set<String> sourceNames() {
        return sources.keySet();
    }

    private static <T> T parse(
            Path file, JsonSchema schema, Class<T> type, Translations translations, String place) {
        ErrorCode code = ErrorCode.BAD_CONTRACT;
        try {
            return parse(
                    file.toString(),
                    Files.readString(file),
                    schema,
                    type,
                    code,
                    tree -> translations.into(place, tree));
        } catch (IOException unreadable) {
            throw unfit(code, file.toString(), unreadable.getMessage(), unreadable);
        }
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }

    private static <T> T parse(
            String file,
            String text,
            JsonSchema schema,
            Class<T> type,
            ErrorCode code,
            UnaryOperator<JsonNode> translated) {
        try {
            JsonNode tree = YAML.readTree(text);
            Set<ValidationMessage> broken = schema.validate(tree);
            if (!broken.isEmpty()) {
                throw unfit(
                        code,
                        file,
                        broken.stream()
                                .map(ValidationMessage::getMessage)
                                .sorted()
                                .collect(Collectors.joining("; ")),
                        null);
            }
            return YAML.treeToValue(translated.apply(tree), type);
        } catch (IOException unreadable) {
            throw unfit(code, file, unreadable.getMessage(), unreadable);
        }
    }

    private static AftercareException badContract(Path file, String reason, Throwable cause) {
        return unfit(ErrorCode.BAD_CONTRACT, file.toString(), reason, cause);
    }

    private static AftercareException unfit(ErrorCode code, String file, String reason, Throwable cause) {
        return new AftercareException(
                code,
                "The file " + file + " does not say what it must.",
                reason + ".",
                "Mend the file; its form is described in schemas/*.schema.json.",
                cause);
    }

    private static JsonSchema schema(Path file) {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(file));
        } catch (IOException unreadable) {
            throw badContract(file, unreadable.getMessage(), unreadable);
        }
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".yaml")).toList());
            sorted.sort((one, other) ->
                    one.getFileName().toString().compareTo(other.getFileName().toString()));
            return sorted;
        } catch (IOException unreadable) {
            throw badContract(folder, unreadable.getMessage(), unreadable);
        }
    }
}
