package aftercare.config;

import org.jspecify.annotations.Nullable;

/** An error for a person: what happened, why, and what to do, under a stable code. */
public final class AftercareException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String problem;
    private final String reason;
    private final String fix;

    public AftercareException(ErrorCode code, String problem, String reason, String fix) {
        this(code, problem, reason, fix, null);
    }

    public AftercareException(ErrorCode code, String problem, String reason, String fix, @Nullable Throwable cause) {
        super(code.code() + " " + problem + " " + reason + " " + fix, cause);
        this.code = code;
        this.problem = problem;
        this.reason = reason;
        this.fix = fix;
    }

    public ErrorCode code() {
        return code;
    }

    /** What happened, one sentence. */
    public String problem() {
        return problem;
    }

    /** Why it happened, one sentence. */
    public String reason() {
        return reason;
    }

    /** What to do about it, one sentence. */
    public String fix() {
        return fix;
    }
}
