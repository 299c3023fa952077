package aftercare.contract;

import aftercare.config.Installation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * The words that contracts use and a reader may not know; kept in {@code schemas/glossary.yaml}.
 *
 * @param terms words and abbreviations
 * @param endings what the endings of column names tell
 * @param units what the units of columns mean
 */
record Glossary(List<Term> terms, List<Ending> endings, List<Unit> units) {
    /**
     * @param term the word
     * @param meaning what it means
     */
    record Term(Text term, Text meaning) {}

    /**
     * @param ending how a column's name ends
     * @param meaning what this tells of the column
     */
    record Ending(String ending, Text meaning) {}

    /**
     * @param unit as contracts spell it
     * @param meaning what a number of it is
     */
    record Unit(String unit, Text meaning) {}

    Glossary {
        terms = List.copyOf(terms);
        endings = List.copyOf(endings);
        units = List.copyOf(units);
    }

    /** The glossary of this installation. */
    static Glossary packed() {
        return Installation.folder("schemas", "glossary.yaml", schemas -> {
            try {
                ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
                JsonNode tree = yaml.readTree(Files.readString(schemas.resolve("glossary.yaml")));
                Translations.beside(schemas, "contracts").into("glossary", tree);
                return yaml.treeToValue(tree, Glossary.class);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("schemas/glossary.yaml cannot be read", unreadable);
            }
        });
    }
}
