package aftercare.config;

/**
 * Every error a user can meet, with the code that stays the same across releases and the exit status it ends with.
 *
 * <p>1xxx settings (exit 2), 2xxx input (exit 2 or 3), 3xxx the lake (exit 1, 2 or 4), 4xxx systems beside us (exit 5),
 * 9xxx unexpected (exit 1).
 */
public enum ErrorCode {
    MISSING_OPTION(1001, ExitStatus.USAGE, "An option that the command needs was not given."),
    BAD_OPTION(1002, ExitStatus.USAGE, "An option or setting has a value that cannot be used."),
    UNKNOWN_OPTION(1003, ExitStatus.USAGE, "There is no such command, option or setting."),
    BAD_SETTINGS_FILE(1004, ExitStatus.USAGE, "The settings file cannot be read."),
    NO_SUCH_MONTH(1005, ExitStatus.USAGE, "A month was asked for that lies before or after all that was published."),
    NO_SUCH_OUTLET(
            1006,
            ExitStatus.USAGE,
            "A letter was asked for to an outlet that is not there, or of which nothing is known in twelve months."),
    BAD_CONTRACT(1101, ExitStatus.USAGE, "A contract under schemas/ breaks its JSON Schema."),
    BAD_MAPPING(
            1102, ExitStatus.USAGE, "A mapping file breaks its JSON Schema or names what a contract does not have."),
    UNKNOWN_SOURCE(1103, ExitStatus.USAGE, "There is no source of that name."),
    UNKNOWN_TABLE(1104, ExitStatus.USAGE, "There is no table of that name."),
    BAD_PROMISE_RULE(
            1105,
            ExitStatus.USAGE,
            "A rule in schemas/promises.yaml or schemas/rules.yaml is missing, breaks its JSON Schema, overlaps another version, or"
                    + " names no column of its source."),
    BAD_DASHBOARD(
            1106,
            ExitStatus.USAGE,
            "A dashboard, one of its cards or its labels under dashboards/ does not say what it must."),
    UNKNOWN_COLUMN(1107, ExitStatus.USAGE, "There is no figure of that name in the table."),
    NO_SUCH_ROW(1108, ExitStatus.USAGE, "The table has no row of that key."),

    INPUT_MISSING(2001, ExitStatus.USAGE, "The input folder is not there or holds no file for any source."),
    INPUT_UNREADABLE(2002, ExitStatus.REFUSED, "An input file or folder may not be read."),
    FILE_DAMAGED(2003, ExitStatus.REFUSED, "An input file is cut short or is not what its name says."),
    HEADER_LACKS_COLUMNS(
            2011, ExitStatus.REFUSED, "The header of an input file lacks columns that its source requires."),
    FILE_EMPTY(2012, ExitStatus.REFUSED, "An input file is empty."),
    FORMAT_UNKNOWN(2013, ExitStatus.REFUSED, "An input file has a form that Aftercare does not read."),
    RECORDS_RENUMBERED(
            2014,
            ExitStatus.REFUSED,
            "Refused records of a JSON file were numbered otherwise by an earlier version, so they cannot be replayed."),
    QUERY_REFUSED(2015, ExitStatus.REFUSED, "A query of a mapping cannot be run over the files of its tables."),
    TOO_MUCH_REFUSED(
            2041,
            ExitStatus.REFUSED,
            "Too large a share of a file's rows was refused, so nothing of the file was taken."),
    OTHER_PII_KEY(
            2050,
            ExitStatus.USAGE,
            "The key under which personal numbers are coded is not the one that the lake was loaded with."),
    PII_KEY_LOST(2051, ExitStatus.USAGE, "The key under which personal numbers are coded is gone."),
    TABLE_LOG_DAMAGED(2080, ExitStatus.UNEXPECTED, "The log of a table of the lake is damaged."),
    TABLE_FILE_DAMAGED(2081, ExitStatus.UNEXPECTED, "A file of a table of the lake is missing or damaged."),
    LAKE_READ_ONLY(2082, ExitStatus.UNEXPECTED, "The lake may not be written."),
    LEASE_DAMAGED(2083, ExitStatus.LAKE_HELD, "The table by which one run holds the lake is damaged."),
    STORED_IN_OTHER_TYPES(
            2084, ExitStatus.USAGE, "A table of silver was loaded by a contract that gave its columns other types."),
    OUTPUT_UNWRITABLE(2101, ExitStatus.USAGE, "The place for the output cannot be written to."),
    OUTPUT_EXISTS(2102, ExitStatus.USAGE, "The file to be written is there already, and may hold somebody's work."),

    LAKE_MISSING(3001, ExitStatus.USAGE, "There is no lake at the given place."),
    LAKE_UNREADABLE(3002, ExitStatus.UNEXPECTED, "The lake is there but cannot be read or written."),
    LAKE_OF_ANOTHER_ZONE(3003, ExitStatus.USAGE, "The lake cuts its months in another time zone than the one given."),
    LAKE_HELD(3011, ExitStatus.LAKE_HELD, "Another run holds the lake."),
    LEASE_LOST(3012, ExitStatus.LAKE_HELD, "This run lost its hold on the lake to another one and stopped."),
    DISK_FULL(3021, ExitStatus.UNEXPECTED, "There is no room left to write."),
    LEDGER_UNBALANCED(
            3031,
            ExitStatus.UNEXPECTED,
            "Rows read are not rows accepted, unchanged, superseded and quarantined together."),
    MONTH_OPEN(3041, ExitStatus.USAGE, "A month was to be closed of which not every day has been computed yet."),
    MONTH_EMPTY(3042, ExitStatus.USAGE, "A month was to be closed for which no monthly table has a row."),
    BRONZE_DAMAGED(
            3051,
            ExitStatus.UNEXPECTED,
            "Files of bronze, from which the lake was to be rebuilt, are missing or changed."),
    REBUILD_INTO_A_LAKE(3052, ExitStatus.USAGE, "A lake was to be rebuilt into a folder that holds a lake already."),
    UNKNOWN_SCENARIO(3061, ExitStatus.USAGE, "The lake keeps no scenario of that name."),
    LOAD_SET_ASIDE(
            3071,
            ExitStatus.UNEXPECTED,
            "A load that did not end could not be finished, and was set aside so that later loads go on."),
    FORGOTTEN_UNREADABLE(
            3090, ExitStatus.UNEXPECTED, "The list of people who were forgotten is damaged, so nobody may be loaded."),
    NOT_FORGOTTEN(3091, ExitStatus.UNEXPECTED, "A person could not be taken out of a delivered file."),
    REBUILD_WAITS(3092, ExitStatus.USAGE, "A rebuild that was complete has not taken its place yet."),
    BRONZE_EXPIRED(
            3093,
            ExitStatus.USAGE,
            "Files of bronze, from which the lake was to be rebuilt, were removed because of their age."),
    VERSION_GONE(3094, ExitStatus.USAGE, "A version of a table that a figure was computed from was removed."),

    POSTGRES_UNREACHABLE(4001, ExitStatus.SYSTEM_BESIDE, "Postgres does not answer or does not let us in."),
    POSTGRES_FAILED(4002, ExitStatus.SYSTEM_BESIDE, "Postgres refused or broke off what it was asked to do."),
    MARTS_DIFFER(4003, ExitStatus.SYSTEM_BESIDE, "What the marts hold is not what was published to them."),
    EMBEDDED_POSTGRES_FAILED(4004, ExitStatus.SYSTEM_BESIDE, "The embedded Postgres did not start."),
    MARTS_BUILT_ON(4020, ExitStatus.SYSTEM_BESIDE, "What others built on the marts would be lost by publishing."),
    POSTGRES_TOO_OLD(4021, ExitStatus.SYSTEM_BESIDE, "Postgres is older than what the marts need."),
    MARTS_OF_ANOTHER_OWNER(
            4022, ExitStatus.SYSTEM_BESIDE, "The marts belong to a role that the user who publishes may not act as."),
    METABASE_UNREACHABLE(4101, ExitStatus.SYSTEM_BESIDE, "Metabase does not answer, or is not ready in time."),
    METABASE_REFUSES_US(4102, ExitStatus.SYSTEM_BESIDE, "Metabase does not let us in, or not as an administrator."),
    METABASE_FAILED(4103, ExitStatus.SYSTEM_BESIDE, "Metabase refused or broke off what it was asked to do."),
    METABASE_NOT_SYNCED(4104, ExitStatus.SYSTEM_BESIDE, "Metabase does not know the tables of the marts."),
    METABASE_TOO_OLD(4105, ExitStatus.SYSTEM_BESIDE, "Metabase is older than what the dashboards need."),
    DATABASE_FAILED(
            4201,
            ExitStatus.SYSTEM_BESIDE,
            "A database that a mapping reads does not answer, does not let us in, or does not understand the query."),
    MAIL_UNREACHABLE(4301, ExitStatus.SYSTEM_BESIDE, "The mail server does not answer, or does not let us in."),
    MAIL_REFUSED(4302, ExitStatus.SYSTEM_BESIDE, "The mail server did not take some of the letters."),
    ENGINE_GONE(4401, ExitStatus.SYSTEM_BESIDE, "The engine that ran the command ended before the command did."),

    UNEXPECTED(9001, ExitStatus.UNEXPECTED, "Something happened that nobody foresaw.");

    private final int number;
    private final ExitStatus exitStatus;
    private final String meaning;

    ErrorCode(int number, ExitStatus exitStatus, String meaning) {
        this.number = number;
        this.exitStatus = exitStatus;
        this.meaning = meaning;
    }

    /** The stable code, such as {@code AFC-2041}. */
    public String code() {
        return "AFC-" + number;
    }

    public ExitStatus exitStatus() {
        return exitStatus;
    }

    /** What the code stands for, one sentence; the error itself says what exactly happened and what to do. */
    public String meaning() {
        return meaning;
    }
}
