package aftercare.measure.closing;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.time.LocalDate;
import java.time.YearMonth;

/** Why a month cannot be closed, in words for a person. */
final class ClosingErrors {
    private ClosingErrors() {}

    static AftercareException open(YearMonth month, String table, LocalDate asOf) {
        return new AftercareException(
                ErrorCode.MONTH_OPEN,
                "The month " + month + " cannot be closed yet.",
                table + " was computed as of " + asOf + ", and the month ends on " + month.atEndOfMonth() + ".",
                "Compute it first: aftercare compute --lake DIR --as-of " + month.atEndOfMonth()
                        + " or later; close again then.");
    }

    static AftercareException nothing(YearMonth month) {
        return new AftercareException(
                ErrorCode.MONTH_EMPTY,
                "The month " + month + " has no figures to close.",
                "No monthly table has a row for it.",
                "Check the month, or load and compute it first: aftercare run --input DIR --lake DIR.");
    }
}
