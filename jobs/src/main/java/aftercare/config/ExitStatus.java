package aftercare.config;

/** What a finished command says to the shell. */
public enum ExitStatus {
    DONE(0, "done"),
    UNEXPECTED(1, "something unexpected happened"),
    USAGE(2, "a bad option or setting"),
    REFUSED(3, "too much of the input was refused; nothing of that file was taken"),
    LAKE_HELD(4, "another run holds the lake"),
    SYSTEM_BESIDE(5, "a system beside us failed, such as Postgres or Metabase");

    private final int value;
    private final String meaning;

    ExitStatus(int value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    public int value() {
        return value;
    }

    /** What it says, as half a sentence. */
    public String meaning() {
        return meaning;
    }
}
