package aftercare.config;

/** How much is logged beside progress: failures, what deserves a look, every decision, every detail. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
