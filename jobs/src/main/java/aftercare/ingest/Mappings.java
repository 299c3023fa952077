package aftercare.ingest;

import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import aftercare.contract.MappingDocument;
import aftercare.lake.Lake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mapping files of a run. Each is kept in bronze by its content, so that a file can be read again as it was read
 * the first time, even when the mapping it came with was changed or is gone.
 */
final class Mappings {
    /** Between the name of a file and the number of a document in it. */
    private static final String DOCUMENT = "#";

    private final Lake lake;
    private final Contracts contracts;
    private final Map<String, Mapping> read = new ConcurrentHashMap<>();
    private final Map<String, RowExpressions> compiled = new ConcurrentHashMap<>();
    private final FieldExpressions expressions;

    Mappings(Lake lake, Contracts contracts) {
        this.lake = lake;
        this.contracts = contracts;
        this.expressions = new FieldExpressions(lake.spark(), lake.zone());
    }

    /** Reads, checks and archives mapping files. */
    List<Landing.MappingFile> archived(List<Path> files) {
        return files.stream().flatMap(file -> archived(file).stream()).toList();
    }

    private List<Landing.MappingFile> archived(Path given) {
        Path file = ReadyMappings.file(given);
        List<Landing.MappingFile> mappings = checked(file, contracts, expressions);
        try {
            Bronze.Archived archived = new Bronze(lake).archive(file);
            String name = "bronze/" + new org.apache.hadoop.fs.Path(archived.path()).getName();
            List<Landing.MappingFile> kept = new ArrayList<>();
            for (int i = 0; i < mappings.size(); i++) {
                Landing.MappingFile mapping = new Landing.MappingFile(
                        document(name, i),
                        mappings.get(i).mapping(),
                        mappings.get(i).given(),
                        mappings.get(i).document());
                read.put(mapping.name(), mapping.mapping());
                kept.add(mapping);
            }
            return kept;
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** Reads and checks the mappings of a file, and writes nothing. */
    static List<Landing.MappingFile> checked(Path file, Contracts contracts, FieldExpressions expressions) {
        List<Landing.MappingFile> mappings = checked(file, contracts);
        List<String> wrong = new ArrayList<>();
        mappings.forEach(mapping -> mapping.mapping().into().keySet().forEach(source -> {
            if (mapping.mapping().query(source) == null) {
                expressions.compiled(mapping.mapping(), source, wrong::add);
            }
        }));
        if (!wrong.isEmpty()) {
            throw IngestErrors.badMapping(file.toString(), wrong);
        }
        return mappings;
    }

    /** The same as far as it can be checked before Spark runs. */
    static List<Landing.MappingFile> checked(Path given, Contracts contracts) {
        Path file = ReadyMappings.file(given);
        List<MappingDocument> mappings = Contracts.mappings(file);
        List<Landing.MappingFile> named = new ArrayList<>();
        for (int i = 0; i < mappings.size(); i++) {
            MappingCheck.check(file.toString(), mappings.get(i), contracts);
            named.add(new Landing.MappingFile(
                    document(file.toString(), i),
                    mappings.get(i).mapping(),
                    document(file.toString(), i),
                    mappings.get(i)));
        }
        return named;
    }

    /** The first document is called as its file, as it was when files held one. */
    private static String document(String file, int index) {
        return index == 0 ? file : file + DOCUMENT + (index + 1);
    }

    /** The file that holds a mapping. */
    static String fileOf(String name) {
        return name.contains(DOCUMENT) ? name.substring(0, name.lastIndexOf(DOCUMENT)) : name;
    }

    /**
     * A mapping that was archived.
     *
     * @param name its path below the lake
     */
    Mapping named(String name) {
        return read.computeIfAbsent(name, any -> {
            String file = fileOf(name);
            int index = name.equals(file) ? 0 : Integer.parseInt(name.substring(file.length() + 1)) - 1;
            return Contracts.mappings(name, lake.readSmall(inBronze(file)))
                    .get(index)
                    .mapping();
        });
    }

    /**
     * What an archived mapping computes for a source.
     *
     * @throws aftercare.config.AftercareException AFC-1102 when Spark cannot
     */
    RowExpressions expressions(String name, String source) {
        return compiled.computeIfAbsent(name + "\n" + source, any -> {
            List<String> wrong = new ArrayList<>();
            RowExpressions ready = expressions.compiled(named(name), source, wrong::add);
            if (!wrong.isEmpty()) {
                throw IngestErrors.badMapping(name, wrong);
            }
            return ready;
        });
    }

    private org.apache.hadoop.fs.Path inBronze(String name) {
        return new org.apache.hadoop.fs.Path(lake.bronze(), new org.apache.hadoop.fs.Path(name).getName());
    }
}
