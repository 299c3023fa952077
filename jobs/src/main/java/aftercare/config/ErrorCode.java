package aftercare.config;

/**
 * Every error a user can meet, with the code that stays the same across releases and the exit status it ends with.
 *
 * <p>1xxx settings (exit 2), 2xxx input (exit 2 or 3), 3xxx the lake (exit 1, 2 or 4), 4xxx systems beside us (exit 5), 9xxx unexpected
 * (exit 1).
 */
public enum ErrorCode {
    MISSING_OPTION(1001, ExitStatus.USAGE),
    BAD_OPTION(1002, ExitStatus.USAGE),
    UNKNOWN_OPTION(1003, ExitStatus.USAGE),
    BAD_SETTINGS_FILE(1004, ExitStatus.USAGE),
    BAD_CONTRACT(1101, ExitStatus.USAGE),
    BAD_MAPPING(1102, ExitStatus.USAGE),
    UNKNOWN_SOURCE(1103, ExitStatus.USAGE),
    UNKNOWN_TABLE(1104, ExitStatus.USAGE),

    INPUT_MISSING(2001, ExitStatus.USAGE),
    INPUT_UNREADABLE(2002, ExitStatus.REFUSED),
    FILE_DAMAGED(2003, ExitStatus.REFUSED),
    HEADER_LACKS_COLUMNS(2011, ExitStatus.REFUSED),
    FILE_EMPTY(2012, ExitStatus.REFUSED),
    FORMAT_UNKNOWN(2013, ExitStatus.REFUSED),
    TOO_MUCH_REFUSED(2041, ExitStatus.REFUSED),
    OUTPUT_UNWRITABLE(2101, ExitStatus.USAGE),

    LAKE_MISSING(3001, ExitStatus.USAGE),
    LAKE_UNREADABLE(3002, ExitStatus.UNEXPECTED),
    LAKE_OF_ANOTHER_ZONE(3003, ExitStatus.USAGE),
    LAKE_HELD(3011, ExitStatus.LAKE_HELD),
    LEASE_LOST(3012, ExitStatus.LAKE_HELD),
    DISK_FULL(3021, ExitStatus.UNEXPECTED),
    LEDGER_UNBALANCED(3031, ExitStatus.UNEXPECTED),

    POSTGRES_UNREACHABLE(4001, ExitStatus.SYSTEM_BESIDE),
    POSTGRES_FAILED(4002, ExitStatus.SYSTEM_BESIDE),
    MARTS_DIFFER(4003, ExitStatus.SYSTEM_BESIDE),
    EMBEDDED_POSTGRES_FAILED(4004, ExitStatus.SYSTEM_BESIDE),

    UNEXPECTED(9001, ExitStatus.UNEXPECTED);

    private final int number;
    private final ExitStatus exitStatus;

    ErrorCode(int number, ExitStatus exitStatus) {
        this.number = number;
        this.exitStatus = exitStatus;
    }

    /** The stable code, such as {@code AFC-2041}. */
    public String code() {
        return "AFC-" + number;
    }

    public ExitStatus exitStatus() {
        return exitStatus;
    }
}
