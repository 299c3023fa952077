package aftercare.serve.report;

import aftercare.config.DidYouMean;
import aftercare.config.Language;
import aftercare.contract.Contracts;
import aftercare.contract.Text;
import aftercare.serve.MartsTarget;
import aftercare.serve.dashboard.DashboardFiles;
import aftercare.serve.dashboard.Dashboards;
import aftercare.serve.report.MartsReader.Edition;
import aftercare.table.DimOutletTable;
import aftercare.table.Tables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Letters to outlets: a page each, with the figures of the outlet and of no other one. What like outlets reach is said
 * of all of them together.
 */
public final class OutletLetters {
    /** The folder of the letters, below that of the report. */
    public static final String FOLDER = "outlets";
    /** Stands for every outlet where one is named. */
    public static final String ALL = "all";

    private static final String ADDRESSEES = "addressees";

    private final Function<LocalDate, Contracts> contracts;
    private final Language language;
    private final Optional<Currency> currency;
    private final Set<ReportFormat> formats;

    /**
     * What was written.
     *
     * @param month the month of the letters
     * @param letters one for each outlet written to
     * @param closed the outlets that are closed and so got none
     * @param silent the outlets of which nothing is known in twelve months
     */
    public record Written(YearMonth month, List<OutletLetter> letters, List<String> closed, List<String> silent) {}

    /**
     * Takes the language and formats, and what gives the contracts with the rules in force on a day: the last one of
     * the month reported.
     */
    public OutletLetters(Function<LocalDate, Contracts> contracts, Language language, Set<ReportFormat> formats) {
        this(contracts, language, Optional.empty(), formats);
    }

    private OutletLetters(
            Function<LocalDate, Contracts> contracts,
            Language language,
            Optional<Currency> currency,
            Set<ReportFormat> formats) {
        this.contracts = contracts;
        this.language = language;
        this.currency = currency;
        this.formats = Set.copyOf(formats);
    }

    /** The same letters with the currency of all amounts of money; empty where nobody said it. */
    public OutletLetters in(Optional<Currency> stated) {
        return new OutletLetters(contracts, language, stated, formats);
    }

    /**
     * Writes the letters of a month.
     *
     * @param marts where the figures are
     * @param month which month; empty for the last whole one
     * @param outlet the code of an outlet, or {@link #ALL}
     * @param folder of the report; the letters go into a folder below it
     * @throws aftercare.config.AftercareException AFC-1006 when there is no such outlet, or nothing to say to it;
     *     AFC-4001 or AFC-4002 when the marts do not answer or are not there; AFC-2101 when a file cannot be written
     */
    public Written write(MartsTarget marts, Optional<YearMonth> month, String outlet, Path folder) {
        try (MartsReader reader = new MartsReader(marts.toString(), marts.connect())) {
            Edition edition = reader.edition(month);
            return new Writing(edition, reader, folder.resolve(FOLDER)).to(outlet, marts.toString());
        } catch (SQLException refused) {
            throw ReportErrors.query(Tables.DIM_MONTH, marts.toString(), refused);
        }
    }

    /** What all letters of a run share. */
    private final class Writing {
        private final Edition edition;
        private final MartsReader reader;
        private final Path folder;
        private final DashboardFiles files;
        private final Dashboards dashboards;
        private final LetterPlan plan;
        private final Map<String, Text> words;
        private final Lexicon lexicon;

        Writing(Edition edition, MartsReader reader, Path folder) {
            this.edition = edition;
            this.reader = reader;
            this.folder = folder;
            Contracts inForce = contracts.apply(YearMonth.from(edition.month()).atEndOfMonth());
            this.files = DashboardFiles.ofThisInstallation().filledWith(inForce.texts());
            this.dashboards = Dashboards.load(inForce, language);
            ReportPlan report = ReportPlan.in(files);
            this.plan = LetterPlan.in(files);
            this.words = plan.words(report);
            this.lexicon = new Lexicon(inForce, language);
        }

        Written to(String asked, String target) {
            List<Map<String, Object>> outlets =
                    reader.rows(queries(List.of()).question(ADDRESSEES)).list();
            List<String> ids = outlets.stream()
                    .map(row -> QueryRows.text(row, DimOutletTable.OUTLET_ID))
                    .toList();
            // An outlet that is called "all" can only be written to together with all others.
            boolean all = ALL.equals(asked);
            if (!all && !ids.contains(asked)) {
                throw ReportErrors.noSuchOutlet(asked, DidYouMean.among(ids, asked), target);
            }
            FileNames names = new FileNames(ids);
            List<OutletLetter> letters = new ArrayList<>();
            List<String> closed = new ArrayList<>();
            List<String> silent = new ArrayList<>();
            for (Map<String, Object> row : outlets) {
                String id = QueryRows.text(row, DimOutletTable.OUTLET_ID);
                if (!all && !id.equals(asked)) {
                    continue;
                }
                if (!Boolean.TRUE.equals(row.get("spoken_of"))) {
                    silent.add(id);
                } else if (all && Boolean.TRUE.equals(row.get("closed"))) {
                    closed.add(id);
                } else {
                    letters.add(write(id, QueryRows.text(row, "outlet"), names));
                }
            }
            if (!all && letters.isEmpty()) {
                throw ReportErrors.silentOutlet(asked, YearMonth.from(edition.month()));
            }
            return new Written(YearMonth.from(edition.month()), letters, closed, silent);
        }

        private OutletLetter write(String id, String name, FileNames names) {
            Evidence evidence = new Evidence(queries(List.of(id)), reader, lexicon);
            LetterPage page =
                    new LetterPage(plan, words, edition, lexicon, new Figures(language, currency), id, name, evidence);
            String stem = ReportFiles.stem(edition.month(), language, "-" + names.of(id));
            List<Path> written = new ArrayList<>();
            if (formats.contains(ReportFormat.HTML)) {
                written.add(ReportFiles.save(folder, stem + ".html", page.html()));
            }
            if (formats.contains(ReportFormat.XLSX)) {
                written.add(
                        ReportFiles.save(folder, stem + ".xlsx", page.workbook().bytes()));
            }
            return new OutletLetter(id, name, written, page.subject(), page.mail());
        }

        private CardQueries queries(List<String> outlet) {
            return CardQueries.ofLetters(edition, dashboards, files, outlet);
        }
    }
}
