package aftercare.contract;

import aftercare.config.AftercareException;
import aftercare.config.DidYouMean;
import aftercare.config.ErrorCode;
import aftercare.config.Installation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All contracts, checked against their JSON Schemas while they are read. */
public final class Contracts {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
            .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, false);

    /** Reads mappings: a key that stands twice would else hide the first one. */
    private static final ObjectMapper MAPPING_YAML =
            YAML.copy().configure(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);

    private static final long LARGEST_MAPPING_BYTES = 1L << 20;

    private static final Map<String, String> NUMBERS_ELSEWHERE =
            Map.of("scorecard.yaml", "fewest_completed", "service_gaps.yaml", "fewest_respondents");
    private static final String PROMISE_NAMES = "promises.";
    private static final String SOURCE_SCHEMA = "source.schema.json";

    private final Map<String, Contract> sources;
    private final Map<String, GoldContract> gold;
    private final List<PromiseRule> promises;
    private final Rules rules;
    private final RuleTexts texts;
    private final LocalDate day;
    private final DefaultStandards standards;

    private Contracts(
            Map<String, Contract> sources,
            Map<String, GoldContract> gold,
            List<PromiseRule> promises,
            Rules rules,
            RuleTexts texts,
            LocalDate day,
            DefaultStandards standards) {
        this.sources = sources;
        this.gold = gold;
        this.promises = promises;
        this.rules = rules;
        this.texts = texts;
        this.day = day;
        this.standards = standards;
    }

    /**
     * Reads the contracts of this installation: the folder {@code schemas} below the system property {@code
     * aftercare.home} where there is one, so that a corrected contract counts at once, else the ones packed with the
     * program. Texts tell the rules in force today.
     *
     * @throws AftercareException AFC-1101 when a contract breaks its schema
     */
    public static Contracts load() {
        return load(LocalDate.now(ZoneId.systemDefault()));
    }

    /** The same, with the rules in force on a day in its texts. */
    public static Contracts load(LocalDate day) {
        return inSchemas(schemas -> read(schemas, day));
    }

    private static <T> T inSchemas(Function<Path, T> reading) {
        return Installation.folder("schemas", SOURCE_SCHEMA, reading);
    }

    /**
     * Reads {@code schemas/NAME.yaml} of this installation, checked against {@code schemas/NAME.schema.json}.
     *
     * @throws AftercareException AFC-1101 when it breaks its schema
     */
    static <T> T document(String name, Class<T> type) {
        return Installation.folder("schemas", SOURCE_SCHEMA, schemas -> document(schemas, name, type));
    }

    /** The same, with the rules in force on the day of these contracts in its texts. */
    <T> T asOfTheirDay(String name, Class<T> type) {
        return inSchemas(schemas -> document(schemas, name, type, texts));
    }

    /**
     * Reads {@code schemas/NAME.yaml} of this installation, which has no schema, with the rules in force today in its
     * texts.
     */
    static <T> T words(String name, Class<T> type) {
        return inSchemas(schemas -> {
            Path file = schemas.resolve(name + ".yaml");
            Reading reading = new Reading(rules(schemas).texts(), Translations.beside(schemas, "contracts"));
            return parse(file, null, type, reading, name);
        });
    }

    /** What is read first, because all other files may name rules in their texts. */
    private record RulesRead(PromiseRules promises, Rules rules, RuleTexts texts) {}

    /** A number of another file that texts may name; that file's own reader says what is wrong with it. */
    private static Optional<Rules.Entry> number(Path file, String name) {
        return node(file, "/" + name)
                .filter(JsonNode::isInt)
                .map(number -> new Rules.Entry(name, Rules.ALWAYS, null, number.asInt()));
    }

    /** How often, once in so many times, chance may bring a pattern of severe complaints that leads to review. */
    private static Optional<Rules.Entry> severeOneIn(Path scorecard) {
        return node(scorecard, "/revocation/severe_p")
                .filter(probability -> probability.asDouble() > 0)
                .map(probability -> new Rules.Entry(
                        "severe_one_in", Rules.ALWAYS, null, (int) Math.round(1 / probability.asDouble())));
    }

    private static Optional<JsonNode> node(Path file, String place) {
        try {
            return Files.exists(file)
                    ? Optional.ofNullable(YAML.readTree(Files.readString(file))).map(tree -> tree.at(place))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static RulesRead rules(Path schemas) {
        return rules(schemas, LocalDate.now(ZoneId.systemDefault()));
    }

    private static RulesRead rules(Path schemas, LocalDate day) {
        PromiseRules promises =
                PromiseRules.read(schemas.resolve("promises.yaml"), schemas.resolve("promises.schema.json"));
        Set<String> names =
                promises.unchecked().stream().map(PromiseRule::promise).collect(Collectors.toSet());
        List<Rules.Entry> entries = new ArrayList<>(
                RuleFile.rules(schemas.resolve("rules.yaml"), schemas.resolve("rules.schema.json"), names));
        NUMBERS_ELSEWHERE.forEach(
                (file, name) -> number(schemas.resolve(file), name).ifPresent(entries::add));
        severeOneIn(schemas.resolve("scorecard.yaml")).ifPresent(entries::add);
        Rules rules = new Rules(promises.unchecked(), entries);
        return new RulesRead(promises, rules, new RuleTexts(rules, day));
    }

    /** Reads {@code NAME.yaml} below a folder, checked against {@code NAME.schema.json}. */
    static <T> T document(Path schemas, String name, Class<T> type) {
        return document(schemas, name, type, rules(schemas).texts());
    }

    private static <T> T document(Path schemas, String name, Class<T> type, RuleTexts texts) {
        return parse(
                schemas.resolve(name + ".yaml"),
                schema(schemas.resolve(name + ".schema.json")),
                type,
                new Reading(texts, Translations.beside(schemas, "policies")),
                name);
    }

    /** Reads the contracts below a folder. */
    public static Contracts read(Path schemas) {
        return read(schemas, LocalDate.now(ZoneId.systemDefault()));
    }

    /** The same, with the rules in force on a day in its texts. */
    public static Contracts read(Path schemas, LocalDate day) {
        RulesRead read = rules(schemas, day);
        JsonSchema sourceSchema = schema(schemas.resolve(SOURCE_SCHEMA));
        JsonSchema goldSchema = schema(schemas.resolve("gold.schema.json"));
        Reading reading = new Reading(read.texts(), Translations.beside(schemas, "contracts"));
        Map<String, Contract> sources = new LinkedHashMap<>();
        for (Path file : yamlFiles(schemas.resolve("sources"))) {
            Contract contract = parse(file, sourceSchema, Contract.class, reading, "sources." + stem(file));
            sources.put(contract.source(), contract);
        }
        Map<String, GoldContract> gold = new LinkedHashMap<>();
        for (Path file : yamlFiles(schemas.resolve("gold"))) {
            GoldContract contract = parse(file, goldSchema, GoldContract.class, reading, "gold." + stem(file));
            List<String> faults = contract.faults(sources);
            if (!faults.isEmpty()) {
                throw badContract(file, String.join("; ", faults), null);
            }
            gold.put(contract.table(), contract.saying(sources));
        }
        return new Contracts(
                sources,
                gold,
                read.promises().checked(sources),
                read.rules(),
                read.texts(),
                day,
                DefaultStandards.read(schemas.resolve("standards.csv"), gold.values()));
    }

    /**
     * Reads a mapping file, and checks it against its JSON Schema.
     *
     * @return its documents, in their order
     * @throws AftercareException AFC-1102 with all that is wrong
     */
    public static List<MappingDocument> mappings(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > LARGEST_MAPPING_BYTES) {
                throw unfit(
                        ErrorCode.BAD_MAPPING,
                        file.toString(),
                        "It has " + bytes + " bytes, and a mapping has at most " + LARGEST_MAPPING_BYTES,
                        null);
            }
            return mappings(file.toString(), Files.readString(file));
        } catch (java.nio.charset.CharacterCodingException notText) {
            throw unfit(ErrorCode.BAD_MAPPING, file.toString(), "It is no text in UTF-8", notText);
        } catch (IOException unreadable) {
            throw unfit(
                    ErrorCode.BAD_MAPPING,
                    file.toString(),
                    "It cannot be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /**
     * Reads the text of a mapping file.
     *
     * @param name what an error calls it
     */
    public static List<MappingDocument> mappings(String name, String text) {
        JsonNode schema;
        try (InputStream stored = Contracts.class.getResourceAsStream("/schemas/mapping.schema.json")) {
            if (stored == null) {
                throw new IllegalStateException("the program was packed without the schema of mappings");
            }
            schema = new ObjectMapper().readTree(stored);
        } catch (IOException unreadable) {
            throw new IllegalStateException("the schema of mappings cannot be read", unreadable);
        }
        JsonSchema jsonSchema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
        List<MappingDocument> documents = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String document : MappingDocument.texts(text)) {
            try {
                JsonNode tree = MAPPING_YAML.readTree(document);
                Set<ValidationMessage> broken = jsonSchema.validate(tree);
                if (broken.isEmpty()) {
                    documents.add(new MappingDocument(MAPPING_YAML.treeToValue(tree, Mapping.class), document));
                } else {
                    wrong.addAll(MappingProblems.of(broken, schema, tree, document));
                }
            } catch (JsonProcessingException noYaml) {
                wrong.add(SchemaProblems.of(noYaml));
            } catch (org.yaml.snakeyaml.error.YAMLException noYaml) {
                wrong.add(
                        String.valueOf(noYaml.getMessage()).lines().findFirst().orElse("it is no YAML"));
            }
        }
        if (!wrong.isEmpty()) {
            throw new AftercareException(
                    ErrorCode.BAD_MAPPING,
                    "The mapping " + name + " does not have the form that it must have.",
                    String.join("; ", wrong) + ".",
                    "Correct it; docs/mapping.md has an example of each key.");
        }
        return documents;
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

    /**
     * The gold tables of a group.
     *
     * @throws AftercareException AFC-1104 when there is no such group
     */
    public List<GoldContract> group(String name) {
        List<GoldContract> tables = gold.values().stream()
                .filter(table -> table.group().equals(name))
                .toList();
        if (tables.isEmpty()) {
            Set<String> known =
                    gold.values().stream().map(GoldContract::group).collect(Collectors.toCollection(TreeSet::new));
            throw new AftercareException(
                    ErrorCode.UNKNOWN_TABLE,
                    "There is no group of tables '" + name + "'.",
                    "The groups are " + String.join(", ", known) + ".",
                    DidYouMean.among(known, name)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Use one of these names."));
        }
        return tables;
    }

    /** What is promised to customers, every version. */
    public List<PromiseRule> promises() {
        return promises;
    }

    /** Every window and threshold that figures are judged by. */
    public Rules rules() {
        return rules;
    }

    /** The window of a promise or rule in force on the day of these contracts. */
    PromiseRule.Span windowInForce(String name) {
        return rules.window(name).on(day);
    }

    /** The number of a rule in force on the day of these contracts. */
    public int numberInForce(String name) {
        return rules.number(name).on(day);
    }

    /** What a promise is called, in a few words. */
    public Text promiseName(String promise) {
        return Messages.known(PROMISE_NAMES + promise)
                .map(name -> name.map(texts::fill))
                .orElseGet(() -> CodeWords.of(promise));
    }

    /** What all promises are called, by the names under which their targets stand. */
    public Map<String, Text> promiseNames() {
        Map<String, Text> names = new LinkedHashMap<>();
        for (String key : Messages.below(PROMISE_NAMES)) {
            String promise = key.substring(PROMISE_NAMES.length());
            names.put(promise, promiseName(promise));
        }
        return names;
    }

    /** Puts the numbers of rules into texts of other files. */
    public RuleTexts texts() {
        return texts;
    }

    /** The standards that hold unless the source {@code standards} says otherwise. */
    public DefaultStandards standards() {
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

    /**
     * What is done to the texts of a file while it is read.
     *
     * @param rules puts in the numbers of rules
     * @param translations what other languages say, with the same numbers
     */
    private record Reading(RuleTexts rules, Translations translations) {
        Reading {
            translations = translations.filled(rules::fill);
        }
    }

    private static <T> T parse(Path file, @Nullable JsonSchema schema, Class<T> type, Reading reading, String place) {
        try {
            return parse(
                    file.toString(),
                    reading.rules().fill(Files.readString(file)),
                    schema,
                    type,
                    ErrorCode.BAD_CONTRACT,
                    tree -> reading.translations().into(place, tree));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw badContract(file, unreadable.getMessage(), unreadable);
        }
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }

    private static <T> T parse(
            String file,
            String text,
            @Nullable JsonSchema schema,
            Class<T> type,
            ErrorCode code,
            UnaryOperator<JsonNode> translated) {
        try {
            JsonNode tree = YAML.readTree(text);
            Set<ValidationMessage> broken = schema == null ? Set.of() : schema.validate(tree);
            if (!broken.isEmpty()) {
                throw unfit(code, file, String.join("; ", SchemaProblems.of(broken, text)), null);
            }
            return YAML.treeToValue(translated.apply(tree), type);
        } catch (JsonProcessingException broken) {
            throw unfit(code, file, SchemaProblems.of(broken), broken);
        }
    }

    private static AftercareException badContract(Path file, @Nullable String reason, @Nullable Throwable cause) {
        return unfit(ErrorCode.BAD_CONTRACT, file.toString(), reason, cause);
    }

    private static AftercareException unfit(
            ErrorCode code, String file, @Nullable String reason, @Nullable Throwable cause) {
        return new AftercareException(
                code,
                "The file " + file + " does not have the form that it must have.",
                reason + ".",
                "Correct the file; its form is described in schemas/*.schema.json.",
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
