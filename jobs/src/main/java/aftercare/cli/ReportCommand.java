package aftercare.cli;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.contract.Contracts;
import aftercare.serve.MartsTarget;
import aftercare.serve.mail.AddressBook;
import aftercare.serve.mail.LetterPost;
import aftercare.serve.mail.MailServer;
import aftercare.serve.report.MonthlyReport;
import aftercare.serve.report.OutletLetters;
import aftercare.serve.report.OutletLetters.Written;
import aftercare.serve.report.ReportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class ReportCommand implements Command {
    private static final Setting<Optional<YearMonth>> MONTH = SettingsCatalog.MONTH.optional();
    private static final Setting<List<ReportFormat>> FORMAT = Setting.choice(
                    "format",
                    ReportFormat.class,
                    "A page, a workbook with the figures, or both; html unless it is given")
            .repeatable();

    private final Surroundings surroundings;

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String summary() {
        return "Write the monthly report of the last whole month or the one named, or letters to outlets";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.MARTS,
                SettingsCatalog.OUT,
                MONTH,
                SettingsCatalog.OUTLET,
                FORMAT,
                SettingsCatalog.LANG,
                SettingsCatalog.CURRENCY,
                SettingsCatalog.SMTP,
                SettingsCatalog.MAIL_FROM,
                SettingsCatalog.MAIL_TO,
                SettingsCatalog.AGAIN);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        requireThere(settings.of(SettingsCatalog.MARTS));
        // Where letters would go is known before any is written.
        Optional<LetterPost> post = settings.of(SettingsCatalog.OUTLET).flatMap(outlet -> post(settings));
        try (MartsTarget target = MartsTarget.open(settings.of(SettingsCatalog.MARTS))) {
            Optional<String> outlet = settings.of(SettingsCatalog.OUTLET);
            if (outlet.isPresent()) {
                letters(target, outlet.get(), settings, post, console);
            } else {
                List<Path> files = new MonthlyReport(Contracts::load, settings.of(SettingsCatalog.LANG))
                        .in(settings.of(SettingsCatalog.CURRENCY))
                        .write(target, settings.of(MONTH), settings.of(SettingsCatalog.OUT), formats(settings));
                files.forEach(file -> name(file, console));
            }
        }
        return ExitStatus.DONE;
    }

    private static Set<ReportFormat> formats(Settings settings) {
        List<ReportFormat> asked = settings.of(FORMAT);
        return asked.isEmpty() ? Set.of(ReportFormat.HTML) : EnumSet.copyOf(asked);
    }

    /** The post that letters go out by; empty where no mail server is given. */
    private Optional<LetterPost> post(Settings settings) {
        return settings.of(SettingsCatalog.SMTP).map(server -> {
            Path book = settings.of(SettingsCatalog.MAIL_TO).orElseThrow(() -> missing("--mail-to FILE"));
            String from = settings.of(SettingsCatalog.MAIL_FROM).orElseThrow(() -> missing("--mail-from ADDRESS"));
            return LetterPost.from(
                    from,
                    MailServer.at(server, surroundings.environment()),
                    AddressBook.read(surroundings.workingDirectory().resolve(book)),
                    surroundings.clock());
        });
    }

    private static AftercareException missing(String option) {
        return new AftercareException(
                ErrorCode.MISSING_OPTION,
                "Letters cannot be sent without " + option + ".",
                "A mail server is given (--smtp), so letters are to be sent.",
                "Add " + option + ", or leave out --smtp.");
    }

    private static void letters(
            MartsTarget target, String outlet, Settings settings, Optional<LetterPost> post, Console console) {
        Path folder = settings.of(SettingsCatalog.OUT);
        Written written = new OutletLetters(Contracts::load, settings.of(SettingsCatalog.LANG), formats(settings))
                .in(settings.of(SettingsCatalog.CURRENCY))
                .write(target, settings.of(MONTH), outlet, folder);
        if (written.letters().size() == 1) {
            written.letters().get(0).files().forEach(file -> console.out().println("The letter is at " + file + "."));
        } else {
            console.out()
                    .println(written.letters().size() + " letters of " + written.month() + " are in "
                            + folder.resolve(OutletLetters.FOLDER) + ".");
        }
        without(written).ifPresent(line -> console.out().println(line));
        post.ifPresent(by -> send(written, by, settings, console));
    }

    private static void send(Written written, LetterPost post, Settings settings, Console console) {
        LetterPost.Result result = post.send(
                written,
                settings.of(SettingsCatalog.LANG),
                settings.of(SettingsCatalog.OUT).resolve(OutletLetters.FOLDER),
                settings.of(SettingsCatalog.AGAIN));
        console.out()
                .println(result.sent() + " letters were sent"
                        + (result.before() == 0 ? "." : ", " + result.before() + " had been sent before."));
        if (!result.unaddressed().isEmpty()) {
            console.out().println("Without an address: " + String.join(", ", result.unaddressed()) + ".");
        }
    }

    /** Who got no letter, on one line. */
    private static Optional<String> without(Written written) {
        List<String> reasons = new ArrayList<>();
        if (!written.closed().isEmpty()) {
            reasons.add("closed: " + String.join(", ", written.closed()));
        }
        if (!written.silent().isEmpty()) {
            reasons.add("nothing known of twelve months: " + String.join(", ", written.silent()));
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of("No letter to: " + String.join("; ", reasons) + ".");
    }

    /** An embedded Postgres would be laid out anew, to hold nothing. */
    private static void requireThere(String marts) {
        String embedded = "embedded:";
        if (marts.startsWith(embedded) && !Files.isDirectory(Path.of(marts.substring(embedded.length())))) {
            throw new AftercareException(
                    ErrorCode.BAD_OPTION,
                    "There are no marts in " + marts.substring(embedded.length()) + ".",
                    "The folder does not exist, or nothing was ever published into it.",
                    "Publish first: aftercare publish --marts " + marts + ".");
        }
    }

    /** Writes the report, in the language and currency of the settings, and names its file. */
    static void write(String marts, Optional<YearMonth> month, Path folder, Settings settings, Console console) {
        try (MartsTarget target = MartsTarget.open(marts)) {
            name(
                    new MonthlyReport(Contracts::load, settings.of(SettingsCatalog.LANG))
                            .in(settings.of(SettingsCatalog.CURRENCY))
                            .write(target, month, folder),
                    console);
        }
    }

    private static void name(Path file, Console console) {
        console.out()
                .println(
                        file.toString().endsWith(".html")
                                ? "The report is at " + file + "; any browser shows it."
                                : "Its figures are in the workbook " + file + ".");
    }
}
