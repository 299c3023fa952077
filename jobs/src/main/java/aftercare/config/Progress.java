package aftercare.config;

/**
 * Where a run says what it is doing. Steps may run at the same time; implementations are safe for use by several
 * threads.
 */
public interface Progress {

    /** Starts a step, such as {@code ingest repairs}; closing it ends it and shows how long it took. */
    Step step(String name);

    /** Something the user should know but need not act on. */
    void note(String message);

    /** Something the user should look into; the run goes on. */
    void warn(String message);

    /** A piece of work under way. */
    interface Step extends AutoCloseable {
        /** Rows done, for the rate shown at the end. */
        Step rows(long rows);

        /** Counts worth showing when the step ends, such as {@code 65,219 read, 12 refused}. */
        Step detail(String detail);

        @Override
        void close();
    }

    /** Says nothing. */
    Progress SILENT = new Progress() {
        @Override
        public Step step(String name) {
            return SilentStep.INSTANCE;
        }

        @Override
        public void note(String message) {
            // silent
        }

        @Override
        public void warn(String message) {
            // silent
        }
    };

    /** The step of {@link #SILENT}. */
    enum SilentStep implements Step {
        INSTANCE;

        @Override
        public Step rows(long rows) {
            return this;
        }

        @Override
        public Step detail(String detail) {
            return this;
        }

        @Override
        public void close() {
            // silent
        }
    }
}
