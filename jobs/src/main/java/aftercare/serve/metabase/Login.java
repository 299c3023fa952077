package aftercare.serve.metabase;

/** As whom Metabase reads the marts; each is a database of its own in Metabase. */
public enum Login {
    /** Reads all but what is about single people. */
    READER("Aftercare marts", "aftercare_reader", "AFTERCARE_READER_PASSWORD"),
    /** Reads all; for the cards of dashboards that only HR may see. */
    HR("Aftercare marts, with people", "aftercare_hr", "AFTERCARE_HR_PASSWORD");

    private final String database;
    private final String role;
    private final String passwordVariable;

    Login(String database, String role, String passwordVariable) {
        this.database = database;
        this.role = role;
        this.passwordVariable = passwordVariable;
    }

    /** What Metabase calls the database. */
    String database() {
        return database;
    }

    /** The role in Postgres. */
    String role() {
        return role;
    }

    /** Where in the environment its password is. */
    String passwordVariable() {
        return passwordVariable;
    }
}
