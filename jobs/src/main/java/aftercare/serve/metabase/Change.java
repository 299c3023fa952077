package aftercare.serve.metabase;

import java.util.List;

/**
 * One thing in Metabase that is not as dashboards/ says.
 *
 * @param action what apply does about it
 * @param kind what it is, such as card
 * @param name what it is called
 * @param differences which of its parts differ; for an update
 * @param editedBy who changed it in Metabase since we wrote it, empty where nobody did; apply overwrites such edits
 */
public record Change(Action action, String kind, String name, List<String> differences, String editedBy) {
    /** What apply does. */
    public enum Action {
        CREATE('+'),
        UPDATE('~'),
        RESTORE('^'),
        ARCHIVE('-');

        private final char sign;

        Action(char sign) {
            this.sign = sign;
        }

        /** The sign it has in a plan. */
        public char sign() {
            return sign;
        }
    }

    static Change create(String kind, String name) {
        return new Change(Action.CREATE, kind, name, List.of(), "");
    }

    static Change update(String kind, String name, List<String> differences) {
        return new Change(Action.UPDATE, kind, name, differences, "");
    }

    static Change restore(String kind, String name) {
        return new Change(Action.RESTORE, kind, name, List.of(), "");
    }

    static Change archive(String kind, String name) {
        return new Change(Action.ARCHIVE, kind, name, List.of(), "");
    }

    Change editedBy(String who) {
        return new Change(action, kind, name, differences, who);
    }

    /** Whether somebody changed by hand what apply would overwrite. */
    public boolean drift() {
        return !editedBy.isEmpty();
    }

    /** The line of a plan. */
    @Override
    public String toString() {
        return action.sign() + " " + kind + " " + name
                + (differences.isEmpty() ? "" : ": " + String.join(", ", differences))
                + (drift() ? "  (changed in Metabase by " + editedBy + "; apply overwrites it)" : "");
    }
}
