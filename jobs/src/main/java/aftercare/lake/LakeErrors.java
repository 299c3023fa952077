package aftercare.lake;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.time.Instant;

/** What can go wrong with the lake, in words for a person. */
final class LakeErrors {
    private static final String REBUILD =
            "Put it back from a copy, or make all tables anew from the delivered files: `aftercare rebuild`, then publish.";

    private LakeErrors() {}

    static AftercareException missing(String location) {
        return new AftercareException(
                ErrorCode.LAKE_MISSING,
                "There is no lake at " + location + ".",
                "The folder does not exist, or nothing was ever loaded into it.",
                "Load data first: aftercare ingest --input DIR --lake " + location + ".");
    }

    static AftercareException unreadable(String location, Throwable cause) {
        return LakeDamage.of(cause)
                .orElseGet(() -> new AftercareException(
                        ErrorCode.LAKE_UNREADABLE,
                        "The lake at " + location + " cannot be read.",
                        cause.getMessage() + ".",
                        "Check the path, its file system and the rights of this user.",
                        cause));
    }

    static AftercareException unwritable(String location, Throwable cause) {
        return LakeDamage.of(cause)
                .orElseGet(() -> new AftercareException(
                        ErrorCode.LAKE_UNREADABLE,
                        "The lake cannot be written at " + location + ".",
                        cause.getMessage() + ".",
                        "Check free space and the rights of this user.",
                        cause));
    }

    static AftercareException diskFull(String said, Throwable cause) {
        return new AftercareException(
                ErrorCode.DISK_FULL,
                "The disk is full.",
                "Writing failed: " + said + ".",
                "Free some space (`aftercare maintain` removes old files of a lake) and run the same command again; what was begun is"
                        + " finished then.",
                cause);
    }

    static AftercareException readOnly(String file, String said, Throwable cause) {
        return new AftercareException(
                ErrorCode.LAKE_READ_ONLY,
                "The lake cannot be written: " + file + ".",
                said + ".",
                "Mount the file system for writing, or give this user the right to write there, and run the same command again.",
                cause);
    }

    static AftercareException logDamaged(String file, Throwable cause) {
        return new AftercareException(
                ErrorCode.TABLE_LOG_DAMAGED,
                "The log of a table of the lake is damaged: " + file + ".",
                "A part of it is missing, or is not what was written, so nobody knows which rows the table has.",
                REBUILD,
                cause);
    }

    static AftercareException otherTypes(String table, String columns) {
        return new AftercareException(
                ErrorCode.STORED_IN_OTHER_TYPES,
                "Table " + table + " was loaded by another contract: " + columns + ".",
                "Its contract gives these columns another type since, and rows of both cannot lie in one table. Nothing"
                        + " was changed.",
                "Load all again by the contracts of today: aftercare rebuild. Or take the change of the contract back.");
    }

    static AftercareException fileDamaged(String file, Throwable cause) {
        return new AftercareException(
                ErrorCode.TABLE_FILE_DAMAGED,
                "A file of a table of the lake is missing or damaged: " + file + ".",
                "The log of the table names it, so rows are lost with it; nothing was added to the table.",
                REBUILD,
                cause);
    }

    static AftercareException otherZone(String location, String laidOutFor, String asked) {
        return new AftercareException(
                ErrorCode.LAKE_OF_ANOTHER_ZONE,
                "The lake at " + location + " cuts its months in " + laidOutFor + ", not in " + asked + ".",
                "A lake keeps the zone of its first load, because months cut differently cannot be compared.",
                "Say --zone " + laidOutFor + ", or load into another lake.");
    }

    static AftercareException ledgerUnreadable(Throwable cause) {
        return new AftercareException(
                ErrorCode.LAKE_UNREADABLE,
                "The ledger of the lake cannot be read, so nobody knows in which order its files came.",
                String.valueOf(cause.getMessage()).lines().findFirst().orElse("") + ".",
                "Put ops/ledger back from a copy, or load the delivered files into a new lake with aftercare run.",
                cause);
    }

    static AftercareException thereAlready(String location) {
        return new AftercareException(
                ErrorCode.REBUILD_INTO_A_LAKE,
                "There is a lake at " + location + " already.",
                "A lake is rebuilt into a new folder, so that no other one is mixed with it.",
                "Name another folder with --to, or remove what an earlier rebuild left there.");
    }

    static AftercareException otherKey(String lake, boolean stated, boolean stored) {
        return new AftercareException(
                ErrorCode.OTHER_PII_KEY,
                "The lake at " + lake + " codes customers under another key.",
                stated
                        ? "AFTERCARE_PII_KEY is not what it was when the lake was loaded"
                                + (stored
                                        ? ", or was not set then: the lake has a key of its own, ops/personal.key."
                                        : ".")
                        : "AFTERCARE_PII_KEY is not set, or ops/personal.key is not the file that it was.",
                "Set the key that the lake was loaded with, or put ops/personal.key back; or make all codes anew under"
                        + " the key at hand: aftercare rebuild --lake " + lake + ". Nothing was written.");
    }

    static AftercareException keyLost(String lake) {
        return new AftercareException(
                ErrorCode.PII_KEY_LOST,
                "The key under which the lake at " + lake + " codes customers is gone.",
                "AFTERCARE_PII_KEY is not set, and there is no ops/personal.key.",
                "Set the one that the lake was loaded with or put the file back; where nobody has it, set a new one and"
                        + " run aftercare rebuild --lake " + lake + ". Nothing was written.");
    }

    static AftercareException held(Lease.Holder holder, boolean ofTheFuture) {
        String clocks = " That is later than a lease can end: the clock of this machine was set back, or that of "
                + holder.host() + " is ahead.";
        return new AftercareException(
                ErrorCode.LAKE_HELD,
                "Another run holds the lake: " + holder.holder() + ".",
                "It took it at " + holder.since() + " and holds it until " + holder.until() + " unless it renews."
                        + (ofTheFuture ? clocks : ""),
                ofTheFuture
                        ? "Set the clocks. With --wait the lake is taken over when the other run shows no sign of life for four minutes."
                        : "Wait for it to end, or say --wait.");
    }

    static AftercareException leaseDamaged(String table, Instant written, Instant quiet, Throwable cause) {
        return new AftercareException(
                ErrorCode.LEASE_DAMAGED,
                "The table of the lease, " + table
                        + ", is damaged, so nobody knows whether another run holds the lake.",
                "It was last written at " + written + ", which a run may have done that still works.",
                "Start the run again after " + quiet + ", when it is made anew; nothing else of the lake is concerned.",
                cause);
    }

    static AftercareException leaseLost(String holder) {
        return new AftercareException(
                ErrorCode.LEASE_LOST,
                "This run lost its hold on the lake to " + holder + ".",
                "It could not renew its lease in time.",
                "Start the run again when the other one has ended; nothing is lost.");
    }

    static AftercareException unbalanced(String path, String counts) {
        return new AftercareException(
                ErrorCode.LEDGER_UNBALANCED,
                "The rows of " + path + " do not add up: " + counts + ".",
                "This is a defect of Aftercare; the load was stopped before the ledger was written.",
                "Report it with the file; the lake is unchanged for this file once it is replayed.");
    }
}
