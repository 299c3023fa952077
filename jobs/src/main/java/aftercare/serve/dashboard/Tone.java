package aftercare.serve.dashboard;

/** What a colour says. */
public enum Tone {
    GOOD,
    WARN,
    BAD,
    /** Not to be relied upon, such as a rate of few cases. */
    QUIET
}
