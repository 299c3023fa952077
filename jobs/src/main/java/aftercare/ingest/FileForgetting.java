package aftercare.ingest;

import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.ingest.FileEdits.RecordEdit;
import aftercare.ingest.PersonSearch.Reading;
import aftercare.lake.Lake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes people who were to be forgotten out of one file, in all the ways in which it is read. */
final class FileForgetting {
    private final Lake lake;
    private final Contracts contracts;
    private final Ingest ingest;
    private final List<TracedPerson> people;
    private final PersonSearch search;
    private final Set<String> said = new HashSet<>();

    /**
     * A way in which a file is read.
     *
     * @param source the source that reads it, or to which it is joined
     * @param mapping under which; null for a file in our own form
     * @param joined whether others take something of it, and no rows of a source
     */
    record Use(String source, @Nullable String mapping, boolean joined) {}

    /**
     * What came of it.
     *
     * @param file the file as it is to be; empty when it may stay as it is
     * @param lines the lines that were changed
     * @param hindrance why it could not be searched; empty when it was
     */
    record Outcome(Optional<Path> file, Set<Integer> lines, Optional<String> hindrance) {}

    FileForgetting(Lake lake, Contracts contracts, Ingest ingest, List<TracedPerson> people, byte[] key) {
        this.lake = lake;
        this.contracts = contracts;
        this.ingest = ingest;
        this.people = people;
        this.search = new PersonSearch(people, key, lake.zone(), lake.hadoop());
    }

    PersonSearch search() {
        return search;
    }

    /** Learns from a file which orders are theirs, and what is said about them. */
    void learn(String name, Bronze.Archived archived, Collection<Use> uses) throws IOException {
        for (Use use : uses) {
            LandedFile file = use.joined() ? null : ingest.inspect(name, archived, use.mapping());
            if (file != null && file.damage() == null) {
                Optional<Reading> reading = reading(use, file);
                if (reading.isPresent()) {
                    search.learnOrders(reading.get());
                    if (use.mapping() != null
                            && ingest.mappings().named(use.mapping()).query(use.source()) != null) {
                        said.addAll(search.said(reading.get()));
                    }
                }
            }
        }
    }

    private Optional<Reading> reading(Use use, LandedFile file) {
        Contract contract = contracts.source(use.source());
        Header header = ingest.header(contract, file);
        return header.missing().isEmpty()
                ? Optional.of(new Reading(contract, file, header, ingest.forms(file)))
                : Optional.empty();
    }

    /**
     * Writes a file without them.
     *
     * @param folder where the new file is put, under the name of the old one
     */
    Outcome without(String name, Bronze.Archived archived, Collection<Use> uses, Path folder) throws IOException {
        Rewriting rewriting = new Rewriting(name, archived, folder);
        Set<String> usedNames = new TreeSet<>();
        List<LandedFile> unread = new ArrayList<>();
        Map<List<String>, List<Use>> byHeader = new LinkedHashMap<>();
        Map<String, String> joined = new LinkedHashMap<>();
        for (Use use : uses) {
            if (use.joined()) {
                joined.put(String.valueOf(use.mapping()), use.source());
                usedNames.addAll(ingest.joined().asksFor(String.valueOf(use.mapping())));
                continue;
            }
            LandedFile file = ingest.inspect(name, archived, use.mapping());
            Optional<Reading> reading = file.damage() == null ? reading(use, file) : Optional.empty();
            if (reading.isPresent()) {
                usedNames.addAll(PersonSearch.used(reading.get()));
                byHeader.computeIfAbsent(file.header(), any -> new ArrayList<>())
                        .add(use);
            } else {
                unread.add(file);
            }
        }
        for (List<Use> together : byHeader.values()) {
            List<Reading> readings = new ArrayList<>();
            for (Use use : together) {
                LandedFile file = ingest.inspect(name, rewriting.archived(), use.mapping());
                reading(use, file).ifPresent(readings::add);
            }
            if (!readings.isEmpty()) {
                rewriting.write(readings.get(0).file(), search.edits(readings, usedNames));
            }
        }
        for (String mapping : joined.keySet()) {
            LandedFile file = ingest.joined().inspected(name, rewriting.archived(), mapping);
            if (file.damage() == null) {
                rewriting.write(file, search.joinedEdits(file, usedNames, said));
            }
        }
        Optional<String> hindrance = Optional.empty();
        for (LandedFile file : byHeader.isEmpty() ? unread : List.<LandedFile>of()) {
            LandedFile now = ingest.inspect(name, rewriting.archived(), file.mapping());
            if (now.damage() == null) {
                FileEdits edits = search.joinedEdits(now, Set.of(), said);
                if (now.format().delimited() && now.header().stream().anyMatch(this::tells)) {
                    // Of a file without a header the first row stands in its place.
                    edits.put((int) now.layout().lastBefore(), RecordEdit.WHOLE);
                }
                rewriting.write(now, edits);
            } else {
                hindrance = damaged(now, rewriting);
            }
        }
        return new Outcome(rewriting.result(), rewriting.lines, hindrance);
    }

    private boolean tells(String text) {
        String trimmed = Blanks.trim(text);
        return people.stream().anyMatch(person -> person.isNamedIn(trimmed) || search.isTheirs(person, trimmed));
    }

    /** Of a file that nothing can be read from, lines that name a person go; one that is not even text is told of. */
    private Optional<String> damaged(LandedFile file, Rewriting rewriting) throws IOException {
        if (!file.format().text()) {
            return Optional.of(file.damage() == null ? "" : file.damage().reason());
        }
        byte[] bytes;
        try (InputStream in = RecordFiles.bytes(file, LandedFile.Split.WHOLE, lake.hadoop())) {
            bytes = in.readAllBytes();
        } catch (IOException broken) {
            return Optional.of("its compressed data is broken");
        }
        // Every byte is a character here, and every character comes back as its byte.
        Charset each = StandardCharsets.ISO_8859_1;
        ByteArrayOutputStream changed = new ByteArrayOutputStream(bytes.length);
        int line = 0;
        boolean any = false;
        for (String text : new String(bytes, each).split("(?<=\n)", -1)) {
            line++;
            String read = new String(text.getBytes(each), StandardCharsets.UTF_8);
            boolean named = people.stream().anyMatch(person -> person.isNamedIn(read));
            any |= named;
            if (named) {
                rewriting.lines.add(line);
            }
            changed.write((named ? FileEdits.ANYTHING + (text.endsWith("\n") ? "\n" : "") : text).getBytes(each));
        }
        if (any) {
            rewriting.write(changed.toByteArray(), file.gzip());
        }
        return Optional.empty();
    }

    /** A file that is rewritten step by step. */
    private final class Rewriting {
        private final String fileName;
        private final Path folder;
        private final Set<Integer> lines = new TreeSet<>();
        private Bronze.Archived archived;
        private @Nullable Path last;
        private int step;

        Rewriting(String name, Bronze.Archived archived, Path folder) {
            this.fileName = name.substring(name.lastIndexOf('/') + 1);
            this.archived = archived;
            this.folder = folder;
        }

        Bronze.Archived archived() {
            return archived;
        }

        void write(LandedFile file, FileEdits edits) throws IOException {
            if (!edits.isEmpty()) {
                Path next = next();
                FileRewriting.write(file, edits, next, lake.hadoop());
                lines.addAll(edits.records().keySet());
                archived = Bronze.inPlace(next);
            }
        }

        void write(byte[] bytes, boolean gzip) throws IOException {
            Path next = next();
            try (OutputStream out = gzip
                    ? new java.util.zip.GZIPOutputStream(Files.newOutputStream(next))
                    : Files.newOutputStream(next)) {
                out.write(bytes);
            }
            archived = Bronze.inPlace(next);
        }

        private Path next() throws IOException {
            Path place = Files.createDirectories(folder.resolve(String.valueOf(step++)));
            last = place.resolve(fileName);
            return last;
        }

        Optional<Path> result() {
            return Optional.ofNullable(last);
        }
    }
}
