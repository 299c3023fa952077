package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What must hold of all pages of the project, those written by hand and those generated. */
class PagesTest {
    private static final Path PROJECT = Path.of(System.getProperty("aftercare.project"));
    private static final Pattern GENERATED =
            Pattern.compile("^> Generated from |^Written by `make ", Pattern.MULTILINE);
    private static final Pattern FENCED = Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern DECISION = Pattern.compile("^\\*\\*(D[A-Z]?\\d+)\\. ", Pattern.MULTILINE);
    private static final Pattern SENTENCE =
            Pattern.compile("decisions?(\\.md)?\\W+(and |or |to |D[A-Z]?\\d+\\W+|\\* )*(D[A-Z]?\\d+)");
    private static final Pattern REFERENCE = Pattern.compile("\\bD[ABCEFGMNPRSTVX]?\\d+\\b");
    static final List<Path> PAGES = pages();
    static final List<Path> BY_HAND =
            PAGES.stream().filter(page -> !GENERATED.matcher(read(page)).find()).toList();

    @ParameterizedTest
    @FieldSource("PAGES")
    void everyLinkLeadsSomewhere(Path page) {
        assertThat(all(LINK, withoutCode(page)).map(link -> link.group(1)).filter(link -> !link.contains(":")))
                .allSatisfy(link -> {
                    String[] target = link.split("#", 2);
                    Path file = target[0].isEmpty()
                            ? page
                            : page.resolveSibling(URLDecoder.decode(target[0], StandardCharsets.UTF_8))
                                    .normalize();
                    assertThat(file).exists();
                    if (target.length > 1) {
                        assertThat(headings(file)).contains(target[1]);
                    }
                });
    }

    @ParameterizedTest
    @FieldSource("BY_HAND")
    void proseIsAtMost120ColumnsWide(Path page) {
        assertThat(withoutCode(page).lines().filter(line -> !line.startsWith("|") && !line.startsWith("![")))
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(120));
    }

    @Test
    void theReadmeIsShort() {
        long words = withoutCode(PROJECT.resolve("README.md"))
                .replaceAll("\\]\\([^)]*\\)", "]")
                .lines()
                .flatMap(line -> Stream.of(line.split("[\\s|]+")))
                .filter(word -> word.matches(".*\\p{IsAlphabetic}.*"))
                .count();
        assertThat(words).isLessThanOrEqualTo(700);
    }

    @Test
    void theChineseReadmeSaysAsMuchAsTheEnglishOne() {
        Path english = PROJECT.resolve("README.md");
        Path chinese = PROJECT.resolve("README.zh-CN.md");
        assertThat(headings(chinese)).hasSameSizeAs(headings(english));
        assertThat(commands(chinese)).isEqualTo(commands(english));
        assertThat(linked(chinese)).isEqualTo(linked(english));
    }

    @Test
    void everyDecisionThatIsReferredToIsWrittenDown() throws IOException {
        List<String> decisions = all(DECISION, read(PROJECT.resolve("docs/decisions.md")))
                .map(found -> found.group(1))
                .toList();
        assertThat(decisions).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(referencesToDecisions()).isNotEmpty().allMatch(decisions::contains);
    }

    /** Identifiers in sentences that speak of decisions, wherever they stand. */
    private static Set<String> referencesToDecisions() throws IOException {
        Set<String> references = new TreeSet<>();
        for (String folder : List.of("jobs/src", "schemas", "dashboards", "dags", "docs", ".ci", "docker")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
                for (Path file : files.filter(PagesTest::isText).toList()) {
                    all(SENTENCE, read(file))
                            .flatMap(found -> all(REFERENCE, found.group()).map(MatchResult::group))
                            .forEach(references::add);
                }
            }
        }
        return references;
    }

    private static boolean isText(Path file) {
        return Files.isRegularFile(file) && file.toString().matches(".*\\.(java|ya?ml|sql|py|md|sh)|.*/run");
    }

    /** Command lines without their comments, which are in the reader's language. */
    private static List<String> commands(Path page) {
        return all(FENCED, read(page))
                .flatMap(block -> block.group().lines())
                .map(line -> line.replaceFirst(" *#.*", ""))
                .toList();
    }

    private static Set<String> linked(Path page) {
        return all(LINK, read(page))
                .map(link -> link.group(1))
                .filter(link -> !link.startsWith("README") && !link.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As GitHub names them: lower case, without punctuation, hyphens for spaces; the second of a name is name-1. */
    private static Set<String> headings(Path page) {
        Map<String, Integer> seen = new HashMap<>();
        return withoutCode(page)
                .lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit} _-]", "")
                        .replace(' ', '-'))
                .map(name -> seen.merge(name, 1, Integer::sum) == 1 ? name : name + "-" + (seen.get(name) - 1))
                .collect(Collectors.toSet());
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static String withoutCode(Path page) {
        return FENCED.matcher(read(page)).replaceAll("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> pages() {
        return Stream.of("", "docs", "docs/metrics", "dashboards", ".github")
                .map(PROJECT::resolve)
                .filter(Files::isDirectory)
                .flatMap(folder -> {
                    try (Stream<Path> files = Files.list(folder)) {
                        return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }
}
