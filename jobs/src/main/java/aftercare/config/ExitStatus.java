package aftercare.config;

/** What a finished command says to the shell. */
public enum ExitStatus {
    DONE(0),
    UNEXPECTED(1),
    USAGE(2),
    REFUSED(3),
    LAKE_HELD(4),
    SYSTEM_BESIDE(5);

    private final int value;

    ExitStatus(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }
}
