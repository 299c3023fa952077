package aftercare.config;

/** How progress is told: for people, or one JSON object per line for machines. */
public enum LogFormat {
    TEXT,
    JSON
}
