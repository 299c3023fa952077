package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A column is named once, in its contract; Java takes the generated constant, so that a renamed one fails to compile.
 */
class ColumnLiteralsTest {
    private static final Path MAIN = Path.of(System.getProperty("aftercare.project"), "jobs/src/main/java/aftercare");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z0-9]*(?:_[a-z0-9]+)*)\"");
    /** Where a literal of one word can only be the name of a column. */
    private static final Pattern NAMES_COLUMN = Pattern.compile(
            "\\b(col|withColumn|withColumnRenamed|groupBy|partitionBy|dropDuplicates|fieldIndex|getAs|orderBy|drop)\\($");

    private static final Pattern POSITIONAL = Pattern.compile("\\brow\\.(get[A-Z]\\w*|getAs|get|isNullAt)\\(\\d+\\)");

    /** Values, names of cuts, and keys of YAML and JSON may be spelled like columns. */
    private static final Pattern NO_COLUMN = Pattern.compile(
            "(@JsonProperty\\(|\\b(equalTo|notEqual|lit|isin|get|path|has|equals|put|member)\\(|case |SERVICE_TYPE = |row\\(month, )$");

    private static final Pattern TABLE = Pattern.compile("import aftercare\\.table\\.(\\w+)Table;");

    /** The columns of each table, by the name of its class without "Table". */
    private static Map<String, Set<String>> tables() {
        Contracts contracts = Contracts.load();
        Map<String, Set<String>> tables = new TreeMap<>();
        contracts
                .sources()
                .forEach(source -> tables.put(
                        className(source.source()),
                        source.columns().stream().map(Column::name).collect(Collectors.toSet())));
        contracts
                .gold()
                .forEach(table -> tables.put(
                        className(table.table()),
                        table.columns().stream().map(GoldColumn::name).collect(Collectors.toSet())));
        return tables;
    }

    private static String className(String table) {
        return Stream.of(table.split("_"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** Lines of code that are no comments. */
    private static void lines(Path file, BiConsumer<String, String> read) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.startsWith("*") && !line.startsWith("/*") && !line.startsWith("//")) {
                read.accept(MAIN.relativize(file) + ":" + (i + 1), line);
            }
        }
    }

    /** A word that is a column of a table of which the file speaks; elsewhere only names of several words count. */
    @Test
    void noLiteralNamesAColumnOfAContract() throws IOException {
        Map<String, Set<String>> tables = tables();
        Set<String> all = tables.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            Set<String> spoken = new TreeSet<>();
            TABLE.matcher(Files.readString(file))
                    .results()
                    .forEach(table -> spoken.addAll(tables.getOrDefault(table.group(1), Set.of())));
            lines(file, (place, line) -> {
                Matcher literal = LITERAL.matcher(line);
                while (literal.find()) {
                    String name = literal.group(1);
                    String before = line.substring(0, literal.start());
                    boolean column = spoken.isEmpty()
                            ? name.contains("_") && all.contains(name)
                            : spoken.contains(name)
                                    && (name.contains("_")
                                            || NAMES_COLUMN.matcher(before).find());
                    if (column && !NO_COLUMN.matcher(before).find()) {
                        found.add(place + ": " + name);
                    }
                }
            });
        }
        assertThat(found).isEmpty();
    }

    @Test
    void rowsAreReadByTheNamesOfTheirColumns() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            lines(
                    file,
                    (place, line) ->
                            POSITIONAL.matcher(line).results().forEach(each -> found.add(place + ": " + each.group())));
        }
        assertThat(found).isEmpty();
    }
}
