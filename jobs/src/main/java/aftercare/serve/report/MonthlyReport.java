package aftercare.serve.report;

import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.serve.MartsTarget;
import aftercare.serve.report.MartsReader.Edition;
import aftercare.table.Tables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The monthly report: one HTML file with its charts, its data and nothing to be fetched. It reads the marts once, in
 * one state, and holds only figures of groups, never a person's.
 */
public final class MonthlyReport {
    private final Function<LocalDate, Contracts> contracts;
    private final Language language;
    private final Optional<Currency> currency;

    /**
     * Takes the language, and what gives the contracts with the rules in force on a day: the last one of the month
     * reported.
     */
    public MonthlyReport(Function<LocalDate, Contracts> contracts, Language language) {
        this(contracts, language, Optional.empty());
    }

    private MonthlyReport(Function<LocalDate, Contracts> contracts, Language language, Optional<Currency> currency) {
        this.contracts = contracts;
        this.language = language;
        this.currency = currency;
    }

    /** The same report with the currency of all amounts of money; empty where nobody said it. */
    public MonthlyReport in(Optional<Currency> stated) {
        return new MonthlyReport(contracts, language, stated);
    }

    /**
     * Writes the report of a month.
     *
     * @param marts where the figures are
     * @param month which month; empty for the last whole one
     * @param folder where the file goes; made when it is not there
     * @return the file, such as {@code aftercare-2026-10.html} or {@code aftercare-2026-10.zh-CN.html}
     * @throws aftercare.config.AftercareException AFC-4001 or AFC-4002 when the marts do not answer or are not there;
     *     AFC-2101 when the file cannot be written
     */
    public Path write(MartsTarget marts, Optional<YearMonth> month, Path folder) {
        return write(marts, month, folder, Set.of(ReportFormat.HTML)).get(0);
    }

    /**
     * Writes the report of a month in some formats, which all show the same state of the marts.
     *
     * @param marts where the figures are
     * @param month which month; empty for the last whole one
     * @param folder where the files go; made when it is not there
     * @param formats which formats
     * @return the files, the page first
     * @throws aftercare.config.AftercareException as for the page alone
     */
    public List<Path> write(MartsTarget marts, Optional<YearMonth> month, Path folder, Set<ReportFormat> formats) {
        try (MartsReader reader = new MartsReader(marts.toString(), marts.connect())) {
            Edition edition = reader.edition(month);
            LocalDate lastDay = YearMonth.from(edition.month()).atEndOfMonth();
            Page page = new Page(contracts.apply(lastDay), language, currency, edition).read(reader);
            String stem = ReportFiles.stem(edition.month(), language, "");
            List<Path> files = new ArrayList<>();
            if (formats.contains(ReportFormat.HTML)) {
                files.add(ReportFiles.save(folder, stem + ".html", page.html()));
            }
            if (formats.contains(ReportFormat.XLSX)) {
                files.add(
                        ReportFiles.save(folder, stem + ".xlsx", page.workbook().bytes()));
            }
            return files;
        } catch (SQLException refused) {
            throw ReportErrors.query(Tables.DIM_MONTH, marts.toString(), refused);
        }
    }
}
