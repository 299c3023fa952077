package aftercare.ingest;

import aftercare.contract.Contracts;
import aftercare.lake.Deliveries;
import aftercare.lake.Lake;
import aftercare.lake.WorkFolder;
import aftercare.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * Keeps people who were forgotten out of what arrives. A file that was rewritten in bronze and is delivered again as it
 * was is taken for the rewritten one; any other that tells of them is rewritten before it is archived.
 */
final class ArrivingPeople implements AutoCloseable {
    private final Lake lake;
    private final Bronze bronze;
    private final ForgottenPeople forgotten;
    private final List<TracedPerson> people = new ArrayList<>();
    private final FileForgetting forgetting;
    private final String runId;
    private final Map<Path, Path> inPlace = new HashMap<>();
    private final Map<Path, String> fingerprints = new ConcurrentHashMap<>();
    private @Nullable Path folder;
    private int number;

    /** What arrives as one file. */
    private record Arriving(Path file, String name, Set<FileForgetting.Use> uses) {}

    ArrivingPeople(Lake lake, Contracts contracts, Ingest ingest, byte[] key, String runId) {
        this.lake = lake;
        this.bronze = new Bronze(lake);
        this.forgotten = new ForgottenPeople(lake);
        this.runId = runId;
        forgotten.all().forEach(person -> people.add(new TracedPerson(person, forgotten.orders(person), null, null)));
        this.forgetting = new FileForgetting(lake, contracts, ingest, people, key);
    }

    /** Looks through what has arrived and is new. */
    void look(List<Landing.Arrival> arrivals, Deliveries before) {
        if (people.isEmpty()) {
            return;
        }
        Map<Path, Arriving> files = new LinkedHashMap<>();
        for (Landing.Arrival arrival : arrivals) {
            String mapping =
                    arrival.mapping() == null ? null : arrival.mapping().name();
            Arriving file = files.computeIfAbsent(
                    arrival.file(), any -> new Arriving(any, arrival.name(), new LinkedHashSet<>()));
            arrival.sources().forEach(source -> file.uses().add(new FileForgetting.Use(source, mapping, false)));
        }
        try {
            List<Arriving> fresh = new ArrayList<>();
            for (Arriving file : files.values()) {
                if (Files.isReadable(file.file())
                        && !changesNothing(file, before)
                        && !isKnown(file)
                        && !changesNothing(file, before)) {
                    fresh.add(file);
                }
            }
            // Callbacks and complaints are known by the orders they belong to.
            fresh.sort(Comparator.comparing(
                    file -> file.uses().stream().noneMatch(use -> use.source().equals(Tables.REPAIRS))));
            for (Arriving file : fresh) {
                forgetting.learn(file.name(), Bronze.inPlace(file.file()), file.uses());
            }
            for (Arriving file : fresh) {
                rewrite(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        people.forEach(person -> forgotten.addOrders(person.person(), runId, person.found()));
    }

    /** A file that a mapping joins, as it is to be archived. */
    Path joined(Path file, String name, String source, String mapping) {
        if (people.isEmpty()) {
            return file;
        }
        Arriving arriving = new Arriving(file, name, Set.of(new FileForgetting.Use(source, mapping, true)));
        try {
            if (Files.isReadable(file) && !inPlace.containsKey(file) && !isKnown(arriving)) {
                rewrite(arriving);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file(file);
    }

    /** Whether it is a file that was rewritten, as it was before; then the rewritten one stands in its place. */
    private boolean isKnown(Arriving file) throws IOException {
        Optional<ForgottenPeople.Rewritten> known = forgotten.inPlaceOf(nameInBronze(file.file(), sha256(file.file())));
        if (known.isEmpty()) {
            return false;
        }
        fingerprints.put(file.file(), known.get().sha256());
        org.apache.hadoop.fs.Path there =
                new org.apache.hadoop.fs.Path(lake.bronze(), known.get().to());
        if (!lake.exists(there)) {
            return false;
        }
        Path copy = place(file.file());
        lake.fileSystem().copyToLocalFile(false, there, new org.apache.hadoop.fs.Path(copy.toUri()), true);
        inPlace.put(file.file(), copy);
        return true;
    }

    /** Asked before and after the file is taken for another: an erasure that was killed left the ledger as it was. */
    private boolean changesNothing(Arriving file, Deliveries before) throws IOException {
        String sha256 = sha256(file.file());
        return !before.isEmpty()
                && file.uses().stream().allMatch(use -> before.changesNothing(use.source(), file.name(), sha256));
    }

    private void rewrite(Arriving file) throws IOException {
        FileForgetting.Outcome outcome = forgetting.without(
                file.name(), Bronze.inPlace(file.file()), file.uses(), folder().resolve(String.valueOf(number++)));
        if (outcome.file().isPresent()) {
            Path rewritten = outcome.file().get();
            String was = sha256(file.file());
            String is = Bronze.sha256(rewritten);
            inPlace.put(file.file(), rewritten);
            fingerprints.put(file.file(), is);
            forgotten.note(new ForgottenPeople.Rewritten(
                    people.get(0).person().erasure(),
                    nameInBronze(file.file(), was),
                    was,
                    nameInBronze(file.file(), is),
                    is,
                    Files.size(rewritten),
                    List.copyOf(outcome.lines())));
        }
    }

    private String nameInBronze(Path file, String sha256) {
        return bronze.path(sha256, file.getFileName().toString()).getName();
    }

    /** What a file is known by in this lake. */
    String sha256(Path file) throws IOException {
        String known = fingerprints.get(file);
        if (known == null) {
            known = Bronze.sha256(file);
            fingerprints.put(file, known);
        }
        return known;
    }

    /** What is to be archived in place of a file. */
    Path file(Path file) {
        return inPlace.getOrDefault(file, file);
    }

    private Path place(Path file) throws IOException {
        Path place = Files.createDirectories(folder().resolve(String.valueOf(number++)));
        return place.resolve(file.getFileName().toString());
    }

    private Path folder() throws IOException {
        if (folder == null) {
            folder = WorkFolder.create("arriving");
        }
        return folder;
    }

    @Override
    public void close() {
        if (folder != null) {
            FileUtils.deleteQuietly(folder.toFile());
        }
    }
}
