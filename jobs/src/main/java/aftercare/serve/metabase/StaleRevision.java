package aftercare.serve.metabase;

/** Somebody changed a permission graph between our reading and our writing it (409): read it anew and try again. */
final class StaleRevision extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleRevision(String path) {
        super("stale revision of " + path);
    }
}
