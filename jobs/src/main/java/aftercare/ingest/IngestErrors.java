package aftercare.ingest;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.util.List;

/** What can go wrong with input, in words for a person. */
final class IngestErrors {
    private static final java.util.regex.Pattern QUOTED = java.util.regex.Pattern.compile("\"[^\"]*\"|'[^']*'");

    private IngestErrors() {}

    static AftercareException inputMissing(String input) {
        return new AftercareException(
                ErrorCode.INPUT_MISSING,
                "There is no input folder at " + input + ".",
                "The path does not exist or is no folder.",
                "Name the folder that holds one folder per source, such as " + input + "/repairs/*.csv.");
    }

    static AftercareException nothingToLoad(String input) {
        return new AftercareException(
                ErrorCode.INPUT_MISSING,
                "The input folder " + input + " holds no file to load.",
                "Files are expected in folders named after their source, or under a mapping's match.",
                "Look at docs/contracts.md for the sources, or say --mapping FILE for a foreign export.");
    }

    static AftercareException inputUnreadable(String input, Throwable cause) {
        return new AftercareException(
                ErrorCode.INPUT_UNREADABLE,
                "The input folder " + input + " cannot be read.",
                "It, or a folder in it, may not be opened (" + cause.getClass().getSimpleName() + ").",
                "Check the rights of this user.",
                cause);
    }

    static AftercareException fileMissing(String file) {
        return new AftercareException(
                ErrorCode.INPUT_MISSING,
                "There is no file " + file + ".",
                "The path is mistyped, or the file was moved.",
                "Give the path of an existing file.");
    }

    static AftercareException unreadableSample(String file, LandedFile.Damage.Kind kind, String reason) {
        return new AftercareException(
                codeOf(kind),
                "No mapping can be proposed for " + file + ".",
                "Reading it, one finds that " + reason + ".",
                "Give a file that Aftercare can read, or correct this one.");
    }

    static AftercareException rowOfFileRefused(String file, int line, String reason) {
        return new AftercareException(
                ErrorCode.TOO_MUCH_REFUSED,
                "The file " + file + " was not taken.",
                "Line " + line + ": " + reason + ".",
                "Correct the line; a scenario needs all of its file.");
    }

    /** One error for all files that could not be taken. */
    static AftercareException filesNotTaken(List<String> reasons, ErrorCode code) {
        return new AftercareException(
                code,
                reasons.size() == 1 ? "One file was not taken." : reasons.size() + " files were not taken.",
                String.join(" ", reasons),
                code == ErrorCode.QUERY_REFUSED
                        ? "Correct the query or the files of its tables and run again; all other files are loaded."
                        : "Correct or remove the file and run again, or see aftercare quarantine list; all other files"
                                + " are loaded.");
    }

    static AftercareException badMapping(String file, List<String> wrong) {
        return new AftercareException(
                ErrorCode.BAD_MAPPING,
                "The mapping " + file + " says something that cannot be.",
                String.join("; ", wrong) + ".",
                "Correct it; docs/mapping.md has an example of each key, docs/contracts.md the columns of each source.");
    }

    static AftercareException mappedTwice(String file, String source, String one, String other) {
        boolean same = one.equals(other);
        return new AftercareException(
                ErrorCode.BAD_MAPPING,
                "Two mappings make " + source + " of the file " + file + ".",
                same ? "Two parts of " + one + " match it." : "Both " + one + " and " + other + " match it.",
                "Narrow the match of one of them, or leave one out; two mappings may read one file for different sources.");
    }

    /** What a database quotes may be a value of somebody's row; what the query says itself may be repeated. */
    private static String withoutQuotes(String message, String query) {
        return QUOTED.matcher(message)
                .replaceAll(quote -> java.util.regex.Matcher.quoteReplacement(
                        query.contains(quote.group().substring(1, quote.group().length() - 1))
                                ? quote.group()
                                : "..."));
    }

    /**
     * @param query what it was asked, of which its message may repeat words
     */
    static AftercareException databaseFailed(String url, String query, Throwable cause) {
        String said = cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : withoutQuotes(cause.getMessage().lines().findFirst().orElse(""), query);
        return new AftercareException(
                ErrorCode.DATABASE_FAILED,
                "The database " + url + " could not be read.",
                said + (said.endsWith(".") ? "" : "."),
                "Check the address and the query of the mapping, and AFTERCARE_JDBC_USER and AFTERCARE_JDBC_PASSWORD.",
                cause);
    }

    static AftercareException cannotReplay(String file, String why) {
        return new AftercareException(
                ErrorCode.HEADER_LACKS_COLUMNS,
                "The refused rows of " + file + " cannot be read again.",
                "Under the contract and mapping at hand " + why + ".",
                "Correct the mapping and give it with --mapping.");
    }

    static AftercareException numberedOtherwise(String file) {
        return new AftercareException(
                ErrorCode.RECORDS_RENUMBERED,
                "The refused records of " + file + " cannot be replayed.",
                "They were numbered by an earlier version of Aftercare, and these numbers mean other records now.",
                "Run aftercare rebuild, which loads the file again as it was delivered, then replay.");
    }

    static AftercareException forgottenUnreadable(String file) {
        return new AftercareException(
                ErrorCode.FORGOTTEN_UNREADABLE,
                "Who was forgotten cannot be read.",
                "The file " + file + " is damaged or cut short.",
                "Put it back from a copy, or remove it and run the same aftercare forget again; without it, files that"
                        + " come again may bring that person back.");
    }

    static AftercareException notForgotten(String file, java.util.Collection<Integer> lines) {
        return new AftercareException(
                ErrorCode.NOT_FORGOTTEN,
                "The person could not be taken out of " + file + ".",
                "After it was rewritten " + lines.size() + " of its rows still tell who they are, the first on line "
                        + lines.iterator().next()
                        + "; its mapping may compute the customer's number from other fields.",
                "Take the person out of the delivered file by hand, have the mapping take the number from one field,"
                        + " load it again and run the same aftercare forget again; nothing was changed in the tables.");
    }

    static AftercareException rebuildWaits(String lake) {
        return new AftercareException(
                ErrorCode.REBUILD_WAITS,
                "The lake at " + lake + " is between two states.",
                "A rebuild was complete, but did not take its place.",
                "Run aftercare rebuild again, which only finishes that, then forget.");
    }

    static AftercareException bronzeExpired(int removed, int files) {
        return new AftercareException(
                ErrorCode.BRONZE_EXPIRED,
                "The lake cannot be rebuilt.",
                removed + " of its " + files + " delivered files were removed by maintain --retention-bronze, and what"
                        + " they said would be lost.",
                "Put the lake back from a copy; or load the files that there still are into a new lake with aftercare"
                        + " run, which then begins with the oldest of them.");
    }

    static AftercareException bronzeDamaged(List<String> files) {
        return new AftercareException(
                ErrorCode.BRONZE_DAMAGED,
                files.size() == 1 ? "A file of bronze is damaged." : files.size() + " files of bronze are damaged.",
                "Missing, or not the bytes that their name says: " + String.join(", ", files) + ".",
                "Put the files as they were delivered back into bronze under these names; nothing was changed.");
    }

    /** Why a file is not taken as a source that would have taken it. */
    static String refusedTogether(String path, String waiting, String refused, String why) {
        return path + ": not taken as " + waiting + ", because its mapping refuses the file as a whole (refuse: file)"
                + " and as " + refused + " it was refused (" + why.replaceFirst("\\.$", "") + ").";
    }

    /** What is told of a load that did not end and cannot be finished. */
    static String setAside(String name, String why) {
        return ErrorCode.LOAD_SET_ASIDE.code() + "  A load that did not end cannot be finished and is set aside: " + why
                + ". It is kept as ops/pending/set-aside/" + name
                + "; deliver its files again where they are missing, then remove it.";
    }

    /** What is told of columns that a contract got since a source was loaded. */
    static String columnsAdded(String source, List<String> columns) {
        return source + " was loaded before its contract had " + String.join(", ", columns)
                + ": rows of then stay empty there until aftercare rebuild loads them again";
    }

    static ErrorCode codeOf(LandedFile.Damage.Kind kind) {
        return switch (kind) {
            case EMPTY -> ErrorCode.FILE_EMPTY;
            case UNREADABLE -> ErrorCode.INPUT_UNREADABLE;
            case DAMAGED -> ErrorCode.FILE_DAMAGED;
            case FORMAT_UNKNOWN, AMBIGUOUS -> ErrorCode.FORMAT_UNKNOWN;
            case HEADER -> ErrorCode.HEADER_LACKS_COLUMNS;
            case QUERY -> ErrorCode.QUERY_REFUSED;
        };
    }
}
