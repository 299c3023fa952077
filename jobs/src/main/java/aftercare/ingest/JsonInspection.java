package aftercare.ingest;

import aftercare.contract.FileNames;
import aftercare.contract.Mapping;
import aftercare.ingest.FileInspection.Unfit;
import aftercare.ingest.LandedFile.Damage;
import aftercare.ingest.LandedFile.Split;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** Finds out where in a JSON text the records are, and which fields they have. */
final class JsonInspection {
    private final Configuration hadoop;
    private final Wanted wanted;

    JsonInspection(Configuration hadoop, Wanted wanted) {
        this.hadoop = hadoop;
        this.wanted = wanted;
    }

    LandedFile inspect(LandedFile file, Mapping.Format stated) throws IOException {
        LandedFile decoded = TextScan.decoded(file, stated, hadoop);
        LandedFile located = file.format() == FileFormat.JSON ? located(decoded, stated) : decoded;
        Set<String> names = new LinkedHashSet<>();
        try (Reader text = RecordFiles.text(located, Split.WHOLE, hadoop)) {
            if (file.format() == FileFormat.JSON) {
                collectNames(text, located, names);
            } else {
                collectNamesOfLines(text, names);
            }
        }
        if (names.isEmpty()) {
            throw new Unfit(
                    Damage.Kind.EMPTY,
                    stated.records() == null
                            ? "it holds no JSON object"
                            : "it holds no JSON object at " + stated.records());
        }
        List<String> header = List.copyOf(names);
        FileLayout layout = located.layout().filledDown(FileInspection.filledDown(header, stated, wanted));
        return located.laidOut(layout).headed(header).divided(List.of(Split.WHOLE));
    }

    /** Finds the list of records in the object around it. */
    private LandedFile located(LandedFile file, Mapping.Format stated) throws IOException {
        if (stated.records() != null) {
            return file.laidOut(file.layout().records(stated.records()));
        }
        Set<String> own = new LinkedHashSet<>();
        Map<String, Set<String>> lists;
        try (Reader text = RecordFiles.text(file, Split.WHOLE, hadoop)) {
            lists = JsonValues.lists(text, own);
        }
        int ownWanted = wanted.among(List.copyOf(own));
        if (lists.isEmpty()
                || lists.values().stream()
                        .allMatch(fields -> ownWanted > 0 && wanted.among(List.copyOf(fields)) <= ownWanted)) {
            return file;
        }
        if (lists.size() > 1) {
            throw new Unfit(
                    Damage.Kind.AMBIGUOUS,
                    "it holds " + lists.size() + " lists; say in the mapping which one holds the records: format:"
                            + " {records: ...}",
                    Problem.quote(String.join(", ", lists.keySet())));
        }
        String name = lists.keySet().iterator().next();
        return file.laidOut(file.layout().records(name))
                .noting(List.of("its records are the "
                        + (FileNames.shown(name, null).equals(name) ? "list " + name : "only list in it")));
    }

    private void collectNames(Reader text, LandedFile file, Set<String> names) throws IOException {
        JsonValues.Bounded bounded = new JsonValues.Bounded(text);
        try (JsonParser parser = JsonValues.parser(bounded, file.layout().records())) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    depth++;
                } else if (token == JsonToken.END_ARRAY) {
                    depth--;
                } else if (token == JsonToken.START_OBJECT && depth > 1) {
                    // An array within the array is one refused record, whatever it holds.
                    parser.skipChildren();
                } else if (token == JsonToken.START_OBJECT) {
                    bounded.begin();
                    JsonNode record = JsonValues.MAPPER.readTree(parser);
                    bounded.end();
                    JsonValues.collectNames(record, "", wanted, names);
                }
            }
        }
    }

    private void collectNamesOfLines(Reader text, Set<String> names) throws IOException {
        TextLines lines = new TextLines(text);
        for (String line = lines.next(); line != null; line = lines.next()) {
            try {
                JsonNode node = JsonValues.MAPPER.readTree(line);
                if (node != null && node.isObject()) {
                    JsonValues.collectNames(node, "", wanted, names);
                }
            } catch (com.fasterxml.jackson.core.JsonProcessingException refusedLater) {
                // A broken line is one refused row; the reader reports it with its number.
            }
        }
    }
}
