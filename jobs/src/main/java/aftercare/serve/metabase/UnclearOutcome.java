package aftercare.serve.metabase;

/** A request that makes something was sent, and nobody knows whether it was made: look before you send it again. */
final class UnclearOutcome extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnclearOutcome(String message, Throwable cause) {
        super(message, cause);
    }
}
