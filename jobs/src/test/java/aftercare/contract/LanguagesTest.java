package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.Language;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** English is complete, what Chinese lacks is listed, and any other language may begin with one sentence. */
class LanguagesTest {
    private static final Path PROJECT = Path.of(System.getProperty("aftercare.project"));
    private static final Path LOCALE = PROJECT.resolve("locale");
    private static final Contracts CONTRACTS = Contracts.load();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Language BRAZIL = new Language("pt-BR");

    @TempDir
    private Path folder;

    @Test
    void englishAndChineseAreShipped() {
        assertThat(Language.all()).startsWith(Language.EN).contains(Language.ZH_CN);
    }

    @Test
    void aTextOfAContractIsSaidInChineseOrListedAsUntranslated() {
        assertThat(texts()).isNotEmpty();
        Untranslated.isListed(
                "contracts",
                texts().entrySet().stream()
                        .filter(text -> !text.getValue().others().containsKey("zh-CN"))
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(texts()).allSatisfy((place, text) -> {
            boolean said = text.others().containsKey("zh-CN");
            if (said && !place.endsWith(".label")) {
                assertThat(text.zh()).matches(LanguagesTest::holdsHan, "is Chinese");
            }
            // A heading of a card has no room for more.
            assertThat(text.zh().length()).isLessThanOrEqualTo(said && place.endsWith(".label") ? 24 : 1_000);
        });
    }

    @Test
    void noEnglishTextIsChinese() {
        assertThat(texts())
                .allSatisfy((place, text) -> assertThat(holdsHan(text.en())).isFalse());
        assertThat(Translations.texts(LOCALE.resolve("en/messages.yaml")))
                .allSatisfy((key, text) -> assertThat(holdsHan(text)).isFalse());
    }

    @Test
    void aMessageIsSaidInChineseOrListedAsUntranslatedAndNoOtherIsSaid() {
        Set<String> english =
                Translations.texts(LOCALE.resolve("en/messages.yaml")).keySet();
        Set<String> chinese =
                Translations.texts(LOCALE.resolve("zh-CN/messages.yaml")).keySet();

        assertThat(english).containsAll(chinese);
        Untranslated.isListed(
                "messages",
                english.stream().filter(key -> !chinese.contains(key)).toList());
    }

    @ParameterizedTest
    @CsvSource({"contracts", "policies", "report", "letter"})
    void noLanguageSaysWhatEnglishDoesNot(String document) throws IOException {
        Translations translations = Translations.read(LOCALE, document);
        List<JsonNode> trees = new ArrayList<>();
        for (Map.Entry<String, Path> file : files(document).entrySet()) {
            trees.add(translations.into(file.getKey(), YAML.readTree(Files.readString(file.getValue()))));
        }

        for (String code : translations.languages()) {
            List<String> said = new ArrayList<>();
            trees.forEach(tree -> said.addAll(tree.findValuesAsText(code)));
            Map<String, String> unused =
                    new TreeMap<>(Translations.texts(LOCALE.resolve(code).resolve(document + ".yaml")));
            unused.values().removeIf(said::remove);
            assertThat(unused)
                    .as("of no use in locale/" + code + "/" + document + ".yaml")
                    .isEmpty();
        }
    }

    @Test
    void aLanguageMayBeginWithThreeMessages() throws IOException {
        locale("en/messages.yaml", Files.readString(LOCALE.resolve("en/messages.yaml")));
        locale("pt-BR/messages.yaml", """
                competitors:
                  no_score: Falta uma nota de qualidade.
                  units_differ: "{theirs} e {ours} não medem o mesmo."
                servicegap: {dimension: {empathy: empatia}}
                """);

        Messages messages = Messages.read(folder.resolve("locale"));

        assertThat(Language.in(folder.resolve("locale"))).containsExactly(Language.EN, BRAZIL);
        assertThat(messages.of("competitors.no_score").in(BRAZIL)).isEqualTo("Falta uma nota de qualidade.");
        assertThat(messages.of("competitors.units_differ")
                        .with("ours", "hours", "theirs", "days")
                        .in(BRAZIL))
                .isEqualTo("days e hours não medem o mesmo.");
        Text mixed = messages.of("servicegap.collect_perceptions")
                .with("dimension", messages.of("servicegap.dimension.empathy"));
        assertThat(mixed.in(BRAZIL)).startsWith("Ask consumers how they find our empatia (");
        assertThat(messages.of("competitors.one_value").in(BRAZIL))
                .isEqualTo("Only one side states the size of its promise.");
    }

    @Test
    void aContractIsReadInALanguageThatSaysOneOfItsLabels() throws IOException {
        for (String file :
                List.of("source.schema.json", "gold.schema.json", "sources/regions.yaml", "gold/dim_region.yaml")) {
            Path copy = folder.resolve("schemas").resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(PROJECT.resolve("schemas").resolve(file), copy);
        }
        locale("pt-BR/contracts.yaml", "gold: {dim_region: {columns: {region_id: {label: Região}}}}");

        GoldColumn region = Contracts.read(folder.resolve("schemas"))
                .gold("dim_region")
                .columns()
                .get(0);

        assertThat(region.label().in(BRAZIL)).isEqualTo("Região");
        assertThat(region.description().in(BRAZIL))
                .isEqualTo(region.description().en());
    }

    @Test
    void aTranslationThatAsksForWhatEnglishDoesNotTellIsRefused() throws IOException {
        locale("en/messages.yaml", "late: \"{n} came late.\"\n");
        locale("pt-BR/messages.yaml", "late: \"{m} atrasados.\"\n");

        assertThatThrownBy(() -> Messages.read(folder.resolve("locale")))
                .hasMessageContaining("AFC-1101")
                .hasMessageContaining("locale/pt-BR/messages.yaml")
                .hasMessageContaining("The text late asks for {m}");
    }

    @Test
    void numbersAreFilledInBeforeLanguagesAreCompared() throws IOException {
        locale("pt-BR/contracts.yaml", "label: Visitas em {onsite_visit.hours} horas\n");
        Translations translations = Translations.read(folder.resolve("locale"), "contracts")
                .filled(text -> text.replace("{onsite_visit.hours}", "24"));

        assertThat(translations.text("label", "Visits within 24 hours").in(BRAZIL))
                .isEqualTo("Visitas em 24 horas");
    }

    @Test
    void whatStandsForAPlaceholderIsNotTakenForOne() {
        assertThat(Text.of("{a} and {b}").with("a", "{b}", "b", "$1").en()).isEqualTo("{b} and $1");
    }

    @Test
    void noJavaSpeaksChinese() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("jobs/src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)
                                    .codePoints()
                                    .filter(LanguagesTest::isChinese)
                                    .mapToObj(Character::toString)
                                    .toList())
                            .isEmpty());
        }
    }

    /** Han, and the punctuation that goes with it. */
    private static boolean isChinese(int point) {
        return Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN
                || (point >= 0x3000 && point <= 0x303f)
                || (point >= 0xff00 && point <= 0xffef);
    }

    private static boolean holdsHan(String text) {
        return text.codePoints().anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN);
    }

    private static Map<String, Text> texts() {
        Map<String, Text> texts = new TreeMap<>();
        CONTRACTS.sources().forEach(source -> texts.putAll(TextsOf.value("sources." + source.source(), source)));
        CONTRACTS.gold().forEach(table -> texts.putAll(TextsOf.value("gold." + table.table(), table)));
        texts.putAll(TextsOf.value("glossary", Glossary.load()));
        texts.putAll(TextsOf.value("promises", CONTRACTS.promises()));
        texts.putAll(TextsOf.value("scorecard", Scorecard.load()));
        texts.putAll(TextsOf.value("service_gaps", ServiceGaps.load(CONTRACTS)));
        texts.putAll(TextsOf.value("network", NetworkPolicy.load()));
        texts.putAll(TextsOf.value("training", TrainingPolicy.load()));
        return texts;
    }

    /** The English files of a document, by the place of their texts. */
    private static Map<String, Path> files(String document) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Path schemas = PROJECT.resolve("schemas");
        switch (document) {
            case "contracts" -> {
                for (String kind : Set.of("sources", "gold")) {
                    try (Stream<Path> contracts = Files.list(schemas.resolve(kind))) {
                        contracts.forEach(file -> files.put(kind + "." + stem(file), file));
                    }
                }
                files.put("glossary", schemas.resolve("glossary.yaml"));
            }
            case "policies" -> {
                try (Stream<Path> policies = Files.list(schemas)) {
                    policies.filter(file -> file.toString().endsWith(".yaml")
                                    && !stem(file).equals("glossary"))
                            .forEach(file -> files.put(stem(file), file));
                }
            }
            default -> files.put("", PROJECT.resolve("dashboards/" + document + ".yaml"));
        }
        return files;
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }

    private void locale(String file, String text) throws IOException {
        Path path = folder.resolve("locale").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
