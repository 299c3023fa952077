package aftercare.serve.report;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.table.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Optional;

/** What can go wrong with a report, in words for a person. */
final class ReportErrors {
    private ReportErrors() {}

    static AftercareException noMarts(String target) {
        return new AftercareException(
                ErrorCode.POSTGRES_FAILED,
                "There are no marts at " + target + ".",
                "The schema marts lacks the table " + Tables.DIM_MONTH + ".",
                "Publish first: aftercare publish --lake DIR --marts URL.");
    }

    static AftercareException noMonth(String target) {
        return new AftercareException(
                ErrorCode.POSTGRES_FAILED,
                "The marts at " + target + " hold no month to report.",
                "The table " + Tables.DIM_MONTH + " is empty: nothing with a date was loaded.",
                "Load something, compute and publish: aftercare run --input DIR --lake DIR --marts URL.");
    }

    static AftercareException noSuchMonth(YearMonth asked, YearMonth first, YearMonth last, String target) {
        return new AftercareException(
                ErrorCode.NO_SUCH_MONTH,
                "There is no " + asked + " to report.",
                "The marts at " + target + " hold " + (first.equals(last) ? first : first + " to " + last)
                        + "; of other months nothing is known.",
                "Name one of these months: --month " + last + ". If " + asked
                        + " should be among them, load its data and publish again.");
    }

    static AftercareException badSentence(String template, Exception malformed) {
        return new AftercareException(
                ErrorCode.BAD_DASHBOARD,
                "A sentence in dashboards/report.yaml or dashboards/letter.yaml cannot be worked out: " + template,
                Objects.toString(malformed.getMessage(), "It gave no reason") + ".",
                "Correct the sentence; aftercare.serve.report.SentenceTemplates lists what it may ask for.",
                malformed);
    }

    static AftercareException noSuchCard(String name) {
        return new AftercareException(
                ErrorCode.BAD_DASHBOARD,
                "The report asks for the card " + name + ", which is not there.",
                "It is neither a card of a dashboard nor a query dashboards/report/" + name + ".sql.",
                "Correct `card: " + name + "` in dashboards/report.yaml, or add the query.");
    }

    static AftercareException noSuchQuery(String name) {
        return new AftercareException(
                ErrorCode.BAD_DASHBOARD,
                "The letter asks for the query " + name + ", which is not there.",
                "There is no dashboards/letter/" + name + ".sql.",
                "Correct `card: " + name + "` in dashboards/letter.yaml, or add the query.");
    }

    static AftercareException noSuchOutlet(String asked, Optional<String> near, String target) {
        return new AftercareException(
                ErrorCode.NO_SUCH_OUTLET,
                "There is no outlet " + asked + ".",
                "The marts at " + target + " do not name it"
                        + near.map(one -> "; the nearest is " + one).orElse("") + ".",
                near.map(one -> "Write --outlet " + one + ", if that one is meant, or")
                                .orElse("Name an outlet by its code, or")
                        + " --outlet all for all of them.");
    }

    static AftercareException silentOutlet(String outlet, YearMonth month) {
        return new AftercareException(
                ErrorCode.NO_SUCH_OUTLET,
                "There is nothing to say to the outlet " + outlet + ".",
                "In the twelve months to " + month + " no order, complaint or claim names it.",
                "Name another outlet or month.");
    }

    static AftercareException query(String card, String target, SQLException refused) {
        return new AftercareException(
                ErrorCode.POSTGRES_FAILED,
                "Postgres at " + target + " refused the query of the card " + card + ".",
                Objects.toString(refused.getMessage(), "It gave no reason")
                                .lines()
                                .findFirst()
                                .orElse("") + ".",
                "If the marts were published by an older version, publish them again; else correct the query of that"
                        + " name below dashboards/.",
                refused);
    }

    static AftercareException unwritable(Path file, IOException failure) {
        return new AftercareException(
                ErrorCode.OUTPUT_UNWRITABLE,
                "The report " + file + " cannot be written.",
                Objects.toString(failure.getMessage(), failure.getClass().getSimpleName()) + ".",
                "Name a folder that you may write to: --out DIR.",
                failure);
    }
}
