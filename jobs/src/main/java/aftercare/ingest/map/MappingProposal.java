package aftercare.ingest.map;

import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import aftercare.contract.MappingHints;
import aftercare.ingest.FileSample;
import aftercare.ingest.ReadyMappings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mapping that is proposed for files of another form, with the reason for each of its lines. It never decides in
 * silence: what the files leave open is written so that the mapping is refused until a person has decided.
 */
public final class MappingProposal {
    private final List<FileProposal> files;
    private final MappingHints hints;

    private MappingProposal(List<FileProposal> files, MappingHints hints) {
        this.files = files;
        this.hints = hints;
    }

    /**
     * Looks at files, and proposes a mapping for each.
     *
     * @throws aftercare.config.AftercareException AFC-2001, AFC-2003, AFC-2012 or AFC-2013 for one that cannot be read
     */
    public static MappingProposal of(List<Path> files, Contracts contracts) {
        MappingHints hints = MappingHints.installed();
        FieldNames names = new FieldNames(hints);
        List<FileProposal> proposals = new ArrayList<>();
        for (Path file : files) {
            proposals.add(FileProposal.of(FileSample.of(file), contracts, hints, names));
        }
        return new MappingProposal(List.copyOf(proposals), hints);
    }

    /**
     * The mapping, one YAML document a file.
     *
     * @param schema where editors find its JSON Schema
     */
    public String yaml(String schema) {
        return yaml(schema, "");
    }

    /**
     * The same, beginning from a ready mapping.
     *
     * @param like the name of the ready mapping; empty for none
     * @throws aftercare.config.AftercareException AFC-1102 when there is none of that name
     */
    public String yaml(String schema, String like) {
        List<Mapping> ready = like.isEmpty() ? List.of() : ReadyMappings.documents(like);
        StringBuilder yaml = new StringBuilder();
        yaml.append("# yaml-language-server: $schema=").append(schema).append('\n');
        for (int i = 0; i < files.size(); i++) {
            FileProposal file = files.get(i);
            Like begun = ready.isEmpty() ? null : Like.of(like, ready, file.table());
            yaml.append(i == 0 ? "" : "---\n").append(new MappingText(file, hints, begun).yaml());
        }
        return yaml.toString();
    }

    /** For each source of a file (by its place), the fields that its columns come from. */
    public Map<String, Map<String, String>> fields(int file) {
        Map<String, Map<String, String>> fields = new LinkedHashMap<>();
        for (SourceProposal source : files.get(file).sources()) {
            Map<String, String> columns = new LinkedHashMap<>();
            source.matches().forEach((column, match) -> columns.put(column, match.fields()));
            fields.put(source.contract().source(), columns);
        }
        return fields;
    }
}
