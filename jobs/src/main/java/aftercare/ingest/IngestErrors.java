package aftercare.ingest;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can go wrong with input, in words for a person. */
final class IngestErrors {
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
                cause.getMessage() + ".",
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
                "Correct or remove the file and run again, or see aftercare quarantine list; all other files are loaded.");
    }

    static AftercareException badMapping(String file, List<String> wrong) {
        return new AftercareException(
                ErrorCode.BAD_MAPPING,
                "The mapping " + file + " names something that does not exist.",
                String.join("; ", wrong) + ".",
                "Correct it; docs/contracts.md lists the columns of each source.");
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

    static AftercareException bronzeDamaged(List<String> files) {
        return new AftercareException(
                ErrorCode.BRONZE_DAMAGED,
                files.size() == 1 ? "A file of bronze is damaged." : files.size() + " files of bronze are damaged.",
                "Missing, or not the bytes that their name says: " + String.join(", ", files) + ".",
                "Put the files as they were delivered back into bronze under these names; nothing was changed.");
    }

    static String tooMuchRefused(String path, long refused, long read, double limit) {
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d rows (%.1f %%) are refused, more than --max-reject-share %s allows, so nothing of it was taken.",
                path,
                refused,
                read,
                100.0 * refused / read,
                limit);
    }

    /** The share that {@link #tooMuchRefused} named; the ledger keeps it nowhere else. */
    static double allowedShare(String reason) {
        Matcher named = Pattern.compile("--max-reject-share (\\S+) allows").matcher(reason);
        return named.find() ? Double.parseDouble(named.group(1)) : 1;
    }

    static ErrorCode codeOf(LandedFile.Damage.Kind kind) {
        return switch (kind) {
            case EMPTY -> ErrorCode.FILE_EMPTY;
            case UNREADABLE -> ErrorCode.INPUT_UNREADABLE;
            case DAMAGED -> ErrorCode.FILE_DAMAGED;
            case FORMAT_UNKNOWN -> ErrorCode.FORMAT_UNKNOWN;
            case HEADER -> ErrorCode.HEADER_LACKS_COLUMNS;
        };
    }
}
