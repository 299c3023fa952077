package aftercare.serve.metabase;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What apply would do, in the order in which it would, and what a person should know besides. */
public final class Plan {
    private final List<Change> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void add(Change change) {
        changes.add(change);
    }

    void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    public List<Change> changes() {
        return Collections.unmodifiableList(changes);
    }

    /** Sentences on what keeps something from working as meant, such as mail that is not set up. */
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    /** What was changed by hand and would be overwritten. */
    public List<Change> drift() {
        return changes.stream().filter(Change::drift).toList();
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
