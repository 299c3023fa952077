package aftercare;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * docs/dependencies.md says of each library that Aftercare asks for its version, its licence and what it is for, and
 * counts the rest by licence. Versions come from pom.xml, licences from what Maven found (target/THIRD-PARTY.txt).
 */
class DependenciesPageTest {
    private static final Path PROJECT = Path.of(System.getProperty("aftercare.project"));
    private static final Path JOBS = PROJECT.resolve("jobs");

    @Test
    void thePageSaysWhatTheBuildAsksFor() throws Exception {
        Path page = PROJECT.resolve("docs/dependencies.md");
        String text = page();
        if (Boolean.getBoolean("aftercare.docs.write")) {
            Files.writeString(page, text);
        }
        assertThat(page).as("out of date; run: make docs").hasContent(text);
    }

    @Test
    void everyShippedLibraryStatesItsLicence() throws IOException {
        assertThat(shipped()).hasSizeGreaterThan(150).noneMatch(library -> library.licences()
                .contains("Unknown"));
    }

    private static String page() throws Exception {
        List<Library> shipped = shipped();
        Map<String, Library> byArtifact = shipped.stream()
                .collect(toMap(library -> plain(library.artifact()), library -> library, (one, other) -> one));
        JsonNode purposes = new ObjectMapper(new YAMLFactory())
                .readTree(JOBS.resolve("src/build/dependencies.yaml").toFile());
        List<String> ours = new ArrayList<>();
        List<String> tests = new ArrayList<>();
        for (Asked asked : asked()) {
            String name = plain(asked.artifact());
            JsonNode told = purposes.path(asked.test() ? "tests" : "shipped").path(name);
            assertThat(told.isMissingNode())
                    .as("jobs/src/build/dependencies.yaml does not say what %s is for", name)
                    .isFalse();
            if (asked.test()) {
                tests.add(row(
                        name,
                        asked.version(),
                        told.path("licence").asText(),
                        told.path("for").asText()));
            } else {
                Library library = byArtifact.get(name);
                ours.add(row(name, library.version(), library.licences(), told.asText()));
            }
        }
        List<String> python = new ArrayList<>();
        String pins = Files.readString(PROJECT.resolve("dags/requirements.txt"));
        for (String name : Files.readAllLines(PROJECT.resolve("dags/requirements.in"))) {
            String plain = name.replaceAll("==.*", "");
            if (!name.startsWith("#")) {
                JsonNode told = purposes.path("python").path(plain);
                python.add(row(
                        plain,
                        found("(?m)^" + Pattern.quote(plain) + "==(\\S+)", pins),
                        told.path("licence").asText(),
                        told.path("for").asText()));
            }
        }
        Map<String, Long> rest = shipped.stream().collect(groupingBy(Library::licences, counting()));
        List<String> licences = rest.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> "| " + entry.getKey() + " | " + entry.getValue() + " |")
                .toList();
        return """
                # What Aftercare is built of

                Written by `make docs`; versions come from pom.xml and dags/requirements.txt, licences from the libraries' own
                descriptions. A distribution carries the whole list as `THIRD-PARTY.txt` and each library's notices in its jar.

                ## Shipped

                %s

                With what these bring along, %d libraries are shipped. By licence (where several are named, one may be chosen or
                parts differ; the library says which):

                | licences | libraries |
                | --- | ---: |
                %s

                The binaries of Postgres are under the PostgreSQL licence, those of the solvers in OR-Tools under the licences
                that its page names.

                ## For tests, not shipped

                %s

                ## In the image of Airflow

                %s

                %d Python packages are pinned, by hash, in [dags/requirements.txt](../dags/requirements.txt).
                """.formatted(
                table(ours),
                shipped.size(),
                String.join("\n", licences),
                table(tests),
                table(python),
                Pattern.compile("(?m)^[\\w.-]+==").matcher(pins).results().count());
    }

    private static String table(List<String> rows) {
        return "| library | version | licence | for |\n| --- | --- | --- | --- |\n" + String.join("\n", rows);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static List<Library> shipped() throws IOException {
        return Files.readAllLines(JOBS.resolve("target/THIRD-PARTY.txt")).stream()
                .map(line -> line.split(" \\| ", -1))
                .filter(parts -> parts.length == 4)
                .map(parts -> {
                    String[] place = parts[1].split(":");
                    return new Library(place[1], place[2], parts[3]);
                })
                .sorted(Comparator.comparing(Library::artifact))
                .toList();
    }

    /** The libraries that jobs/pom.xml asks for, in its order. */
    private static List<Asked> asked() throws Exception {
        String parent = Files.readString(PROJECT.resolve("pom.xml"));
        Element pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(JOBS.resolve("pom.xml").toFile())
                .getDocumentElement();
        NodeList found =
                ((Element) pom.getElementsByTagName("dependencies").item(0)).getElementsByTagName("dependency");
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element dependency = (Element) found.item(i);
            String artifact = text(dependency, "artifactId");
            String version = text(dependency, "version");
            String number = version.startsWith("${")
                    ? found("<" + version.substring(2, version.length() - 1) + ">([^<]+)", parent)
                    : found("<junit.version>([^<]+)", parent);
            asked.add(new Asked(artifact, number, text(dependency, "scope").equals("test")));
        }
        return asked;
    }

    private static String text(Element parent, String child) {
        NodeList found = parent.getElementsByTagName(child);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static String found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .map((MatchResult match) -> match.group(1))
                .orElse("");
    }

    /** Without the version of Scala, which is part of some names. */
    private static String plain(String artifact) {
        return artifact.replaceAll("_(2\\.13|\\$\\{scala\\.binary\\.version})$", "");
    }

    private record Library(String artifact, String version, String licences) {}

    private record Asked(String artifact, String version, boolean test) {}
}
