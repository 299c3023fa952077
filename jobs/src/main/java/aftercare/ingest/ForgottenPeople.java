package aftercare.ingest;

import aftercare.lake.Lake;
import aftercare.lake.PrivateFiles;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/**
 * Who was forgotten, and which files of bronze were rewritten for it: {@code ops/forgotten}. A file that is delivered
 * again as it was is known by this to be loaded already, and one that names a forgotten person is rewritten before it
 * reaches bronze.
 */
final class ForgottenPeople {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "forgotten";
    private static final String FILES = "files";
    private static final String PERSON = ".json";
    private static final String ORDERS = ".orders";
    private static final String DONE = ".done";

    private final Lake lake;
    private final Path folder;

    /**
     * A file of bronze that another one took the place of.
     *
     * @param erasure for which
     * @param from its name in bronze
     * @param was what it was known by
     * @param to the name in bronze of the one in its place
     * @param sha256 what that is known by
     * @param bytes the size of that
     * @param lines the lines of it that were changed
     */
    record Rewritten(
            String erasure, String from, String was, String to, String sha256, long bytes, List<Integer> lines) {
        Rewritten {
            Objects.requireNonNull(from, "it had a name");
            Objects.requireNonNull(to, "it has a name");
            lines = List.copyOf(lines);
        }
    }

    ForgottenPeople(Lake lake) {
        this.lake = lake;
        this.folder = lake.ops(FOLDER);
    }

    /** All of them, those of the earlier last day first: of several erasures the first that reaches a day counts. */
    List<ForgottenPerson> all() {
        List<ForgottenPerson> people = new ArrayList<>();
        for (String name : lake.list(folder)) {
            if (!name.startsWith(".") && name.endsWith(PERSON)) {
                people.add(read(new Path(folder, name), new TypeReference<ForgottenPerson>() {}));
            }
        }
        people.sort(Comparator.comparing(ForgottenPerson::until).thenComparing(ForgottenPerson::erasure));
        return people;
    }

    void add(ForgottenPerson person) {
        write(new Path(folder, person.erasure() + PERSON), person);
    }

    boolean isDone(ForgottenPerson person) {
        return lake.exists(new Path(folder, person.erasure() + DONE));
    }

    void done(ForgottenPerson person) {
        lake.writeSmall(new Path(folder, person.erasure() + DONE), "");
    }

    /** The codes of the orders that were found to be of a person. */
    Set<String> orders(ForgottenPerson person) {
        Set<String> orders = new HashSet<>();
        for (String name : lake.list(folder)) {
            if (name.startsWith(person.erasure() + ORDERS)) {
                orders.addAll(read(new Path(folder, name), new TypeReference<List<String>>() {}));
            }
        }
        return orders;
    }

    /**
     * Adds to the orders of a person.
     *
     * @param by what found them; the same finds the same
     */
    void addOrders(ForgottenPerson person, String by, Set<String> found) {
        Set<String> more = new TreeSet<>(found);
        more.removeAll(orders(person));
        if (!more.isEmpty()) {
            write(new Path(folder, person.erasure() + ORDERS + "-" + by), more);
        }
    }

    /** What stands in bronze in place of a file, however often it was rewritten. */
    Optional<Rewritten> inPlaceOf(String nameInBronze) {
        Optional<Rewritten> last = Optional.empty();
        Set<String> seen = new HashSet<>();
        String name = nameInBronze;
        while (seen.add(name) && lake.exists(file(name))) {
            Rewritten next = read(file(name), new TypeReference<Rewritten>() {});
            last = Optional.of(next);
            name = next.to();
        }
        return last;
    }

    /** What is told of a file of bronze that took the place of another one; nothing of one that did not. */
    List<String> notes(String nameInBronze) {
        List<String> notes = new ArrayList<>();
        for (String name : lake.list(new Path(folder, FILES))) {
            Rewritten file = read(new Path(new Path(folder, FILES), name), new TypeReference<Rewritten>() {});
            if (file.to().equals(nameInBronze) && !file.to().equals(file.from())) {
                notes.addAll(notes(file.from()));
                notes.add(TablesForgetting.note(file));
            }
        }
        return notes;
    }

    /** The files that were rewritten for a person. */
    List<Rewritten> rewrittenFor(ForgottenPerson person) {
        List<Rewritten> rewritten = new ArrayList<>();
        for (String name : lake.list(new Path(folder, FILES))) {
            if (!name.startsWith(".")) {
                Rewritten file = read(new Path(new Path(folder, FILES), name), new TypeReference<Rewritten>() {});
                if (file.erasure().equals(person.erasure())) {
                    rewritten.add(file);
                }
            }
        }
        return rewritten;
    }

    void note(Rewritten rewritten) {
        if (!lake.exists(file(rewritten.from()))) {
            write(file(rewritten.from()), rewritten);
        }
    }

    /** Lets another lake that is made of the same bronze know the same. */
    void copyTo(Lake to) {
        for (String name : lake.list(folder)) {
            if (!name.equals(FILES)) {
                to.writeSmall(new Path(to.ops(FOLDER), name), lake.readSmall(new Path(folder, name)));
            }
        }
        Path files = new Path(folder, FILES);
        for (String name : lake.list(files)) {
            to.writeSmall(new Path(new Path(to.ops(FOLDER), FILES), name), lake.readSmall(new Path(files, name)));
        }
    }

    private Path file(String nameInBronze) {
        return new Path(new Path(folder, FILES), nameInBronze + PERSON);
    }

    private void write(Path file, Object said) {
        try {
            lake.writePrivate(file, JSON.writeValueAsString(said));
            PrivateFiles.close(lake, folder);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of text and numbers become JSON", impossible);
        }
    }

    private <T> T read(Path file, TypeReference<T> type) {
        try {
            return JSON.readValue(lake.readSmall(file), type);
        } catch (JsonProcessingException damaged) {
            throw IngestErrors.forgottenUnreadable(file.toString());
        }
    }
}
