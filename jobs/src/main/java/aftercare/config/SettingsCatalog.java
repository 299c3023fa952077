package aftercare.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every setting there is. A command lists the ones it reads; what is said here is said nowhere else. */
public final class SettingsCatalog {
    private static final Pattern TABLE_NAME = Pattern.compile("(silver|gold|quarantine|ops)\\.[a-z][a-z0-9_]*");
    private static final Pattern SCENARIO_NAME = Pattern.compile("(?!base$)[a-z0-9][a-z0-9_-]{0,39}");
    private static final Pattern MARTS_ADDRESS = Pattern.compile("jdbc:postgresql:.+|embedded(:.+)?");

    /** Without user and password, which stand in the environment. */
    private static final Pattern MAIL_SERVER = Pattern.compile("smtps?://[^/@:\\s]+(:\\d{1,5})?");

    private static final Pattern MAIL_ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+");

    /** Any path that Hadoop can write, so a text and not a {@link Path}. */
    public static final Setting<String> LAKE = text("lake", "DIR", "The lake: a folder, hdfs://... or s3a://...");

    public static final Setting<Optional<String>> TO =
            text("to", "DIR", "Rebuild into this new lake instead of in place").optional();

    public static final Setting<Path> INPUT = path("input", "DIR", "Folder with the exports to load");

    public static final Setting<List<Path>> MAPPING = path(
                    "mapping",
                    "FILE",
                    "How a foreign export becomes our sources: a file, or the name of a ready mapping")
            .repeatable();

    public static final Setting<List<Path>> MAP_FILES =
            path("file", "FILE", "File in another form").severalRequired();

    public static final Setting<Optional<String>> LIKE = text(
                    "like",
                    "NAME",
                    "Begin from this ready mapping, such as zendesk, and say which of its fields are there")
            .optional();

    public static final Setting<Double> MAX_REJECT_SHARE = share(
                    "max-reject-share",
                    "A file with a larger share of refused rows, and at least 20, is refused as a whole")
            .withDefault("0.05");

    public static final Setting<Boolean> WAIT = Setting.flag("wait", "Wait while another run holds the lake");

    public static final Setting<Boolean> DRY_RUN =
            Setting.flag("dry-run", "Show what would be loaded and refused, and write nothing");

    public static final Setting<Boolean> STRICT =
            Setting.flag("strict", "Compute and publish nothing when a file was not taken");

    public static final Setting<ZoneId> ZONE = Setting.required(
                    "zone",
                    "ZONE",
                    "a time zone such as Asia/Shanghai",
                    ZoneId::of,
                    zone -> true,
                    "Business time zone: days and months begin here")
            .withDefault("UTC");

    /** The number of a customer as the delivered files have it, which the lake itself does not know. */
    public static final Setting<String> CUSTOMER =
            text("customer", "ID", "The customer to be forgotten, by the number that the delivered files have");

    public static final Setting<Optional<String>> SERIAL = text(
                    "serial", "SN", "A unit of this serial number tells who the customer is: forget its number too")
            .optional();

    public static final Setting<Optional<LocalDate>> UNTIL = Setting.required(
                    "until",
                    "DATE",
                    "a date such as 2026-10-31",
                    LocalDate::parse,
                    date -> true,
                    "Forget what happened up to the end of this day, in place of all up to today")
            .optional();

    public static final Setting<Optional<Path>> CERTIFICATE = path(
                    "certificate", "FILE", "Write the certificate here too, beside the one that the lake keeps")
            .optional();

    public static final Setting<Optional<Integer>> RETENTION_BRONZE = days(
            "retention-bronze",
            "Remove delivered files that were loaded longer ago than this; a rebuild needs them all");

    public static final Setting<Optional<Integer>> RETENTION_QUARANTINE = days(
            "retention-quarantine", "Empty the text of rows that were refused longer ago than this; they still count");

    public static final Setting<LocalDate> AS_OF = Setting.required(
                    "as-of",
                    "DATE",
                    "a date such as 2026-10-31",
                    LocalDate::parse,
                    date -> true,
                    "Measure as known at the end of this day")
            .withDefault(
                    "today in --zone",
                    settings -> LocalDate.now(settings.clock().withZone(settings.of(ZONE))));

    public static final Setting<List<String>> ONLY = text(
                    "only", "MEASURE", "Compute only this measure, and the dimensions it reads")
            .repeatable();

    public static final Setting<List<String>> GROUP = text(
                    "group",
                    "GROUP",
                    "Compute only the tables of this group, such as forecast or training, and the dimensions they read")
            .repeatable();

    public static final Setting<Boolean> FULL =
            Setting.flag("full", "Recompute every month, not only the ones that changed");

    /** The name of a scenario where one is needed. */
    public static final Setting<String> KEPT_SCENARIO = Setting.required(
            "scenario",
            "NAME",
            "a name of small letters, digits, - and _ other than base",
            String::strip,
            matches(SCENARIO_NAME),
            "The what-if, by its name; the base plan is none");

    public static final Setting<Optional<String>> SCENARIO = KEPT_SCENARIO
            .describedAs("NAME", "Compute a what-if beside the base plan, under this name")
            .optional();

    public static final Setting<Optional<Double>> UTILISATION = Setting.required(
                    "utilisation",
                    "SHARE",
                    "a number above 0, at most 1",
                    Double::valueOf,
                    share -> share > 0 && share <= 1,
                    "In the scenario, this share of technicians' paid hours goes to repairs")
            .optional();

    public static final Setting<Optional<Double>> ON_SITE_HOURS = Setting.required(
                    "on-site-hours",
                    "HOURS",
                    "a number of hours above 0, at most 720",
                    Double::valueOf,
                    hours -> hours > 0 && hours <= 720,
                    "In the scenario, a technician is promised on site within these hours")
            .optional();

    public static final Setting<Optional<Integer>> WARRANTY_MONTHS = Setting.required(
                    "warranty-months",
                    "N",
                    "a whole number from 1 to 240",
                    Integer::valueOf,
                    months -> months >= 1 && months <= 240,
                    "In the scenario, compare this warranty term too")
            .optional();

    public static final Setting<Optional<Path>> SALES_PLAN = path(
                    "sales-plan", "FILE", "In the scenario, these planned sales count in place of those in the lake")
            .optional();

    /** {@code jdbc:postgresql://...}, {@code embedded:DIR}, or {@code embedded} for the one kept beside the lake. */
    public static final Setting<String> MARTS = Setting.required(
            "marts",
            "URL",
            "jdbc:postgresql://HOST/DATABASE, embedded or embedded:DIR",
            String::strip,
            matches(MARTS_ADDRESS),
            "Postgres that holds the marts");

    /** Empty where nobody said: the limit that stands is kept, and the usual one set where none stands. */
    public static final Setting<Optional<Duration>> READER_TIMEOUT = Setting.required(
                    "reader-timeout",
                    "SECONDS",
                    "a number of seconds, 0 for no limit",
                    text -> Duration.ofSeconds(Long.parseLong(text)),
                    limit -> !limit.isNegative(),
                    "Seconds after which Postgres ends a query of the roles that dashboards read the marts as; 60 where"
                            + " none were ever set, 0 for no limit")
            .optional();

    public static final Setting<String> METABASE = Setting.required(
            "metabase",
            "URL",
            "http(s)://HOST[:PORT]",
            String::strip,
            text -> text.startsWith("http://") || text.startsWith("https://"),
            "Metabase that shows the dashboards");

    public static final Setting<Optional<String>> METABASE_MARTS = Setting.required(
                    "metabase-marts",
                    "URL",
                    "jdbc:postgresql://HOST/DATABASE",
                    String::strip,
                    text -> text.startsWith("jdbc:postgresql:"),
                    "The marts as Metabase reaches them, where that differs from --marts")
            .optional();

    public static final Setting<Path> REPORT = path("report", "DIR", "Write the monthly report here");

    /** An outlet's code, or {@code all}. */
    public static final Setting<Optional<String>> OUTLET = text(
                    "outlet",
                    "ID|all",
                    "Write letters instead: one page to the outlet of this code, or to each that is not closed")
            .optional();

    public static final Setting<Optional<String>> SMTP = Setting.required(
                    "smtp",
                    "URL",
                    "smtp://HOST[:PORT] or smtps://HOST[:PORT]",
                    String::strip,
                    matches(MAIL_SERVER),
                    "Send the letters through this mail server")
            .optional();

    public static final Setting<Optional<String>> MAIL_FROM = Setting.required(
                    "mail-from",
                    "ADDRESS",
                    "an address such as service@example.com",
                    String::strip,
                    matches(MAIL_ADDRESS),
                    "Send them from this address")
            .optional();

    public static final Setting<Optional<Path>> MAIL_TO = path(
                    "mail-to", "FILE", "Send them to the addresses of this CSV file: outlet_id, address, language")
            .optional();

    public static final Setting<Boolean> AGAIN = Setting.flag("again", "Send also what was sent before");

    public static final Setting<String> TABLE = Setting.required(
            "table",
            "TABLE",
            "silver.NAME, gold.NAME, quarantine.NAME or ops.ledger",
            String::strip,
            matches(TABLE_NAME),
            "Table to export");

    public static final Setting<ExportFormat> FORMAT =
            Setting.choice("format", ExportFormat.class, "Format to export to").withDefault("csv");

    public static final Setting<Path> OUT = path("out", "DIR", "Write to this folder");

    /** {@link #OUT} where one file is written. */
    public static final Setting<Path> OUT_FILE = OUT.describedAs("FILE", "Write to this file");

    public static final Setting<Boolean> FORCE = Setting.flag("force", "Write over a file that is there");

    public static final Setting<String> SOURCE = text("source", "NAME", "Only this source, such as repairs");

    /** {@link #SOURCE} where one is needed. */
    public static final Setting<String> TEMPLATE_SOURCE =
            SOURCE.describedAs("SOURCE", "Source to write an empty spreadsheet of, such as standards");

    public static final Setting<YearMonth> MONTH = Setting.required(
            "month", "MONTH", "a month such as 2026-10", YearMonth::parse, month -> true, "Month to work on");

    /** The table, key and column of a figure. */
    public static final Setting<List<String>> FIGURE = text(
                    "figure",
                    "TABLE KEY COLUMN",
                    "The figure to explain: its table, the key of its row and its column; the key is its values in order,"
                            + " parted by commas, or each as COLUMN=VALUE")
            .severalRequired();

    public static final Setting<Optional<YearMonth>> AGAINST = Setting.required(
                    "against",
                    "MONTH",
                    "a month such as 2026-09",
                    YearMonth::parse,
                    month -> true,
                    "Say why the figure is another than in this month")
            .optional();

    public static final Setting<Boolean> ALL = Setting.flag("all", "List all orders behind the figure, not the first");

    public static final Setting<Boolean> SQL = Setting.flag("sql", "Write only the SQL, for duckdb to read");

    public static final Setting<Language> LANG = Setting.required(
                    "lang",
                    Language.all().stream().map(Language::code).collect(Collectors.joining("|")),
                    "one of " + Language.all().stream().map(Language::code).collect(Collectors.joining(", ")),
                    Language::of,
                    language -> true,
                    "Language of labels and texts")
            .withDefault("en");

    /** Empty where nobody said: amounts then stand without one, for none can be told from the records. */
    public static final Setting<Optional<Currency>> CURRENCY = Setting.required(
                    "currency",
                    "CODE",
                    "a currency by its ISO 4217 code, such as EUR",
                    code -> Currency.getInstance(code.strip().toUpperCase(Locale.ROOT)),
                    currency -> currency.getDefaultFractionDigits() >= 0,
                    "Currency of all amounts of money; without it they stand without one")
            .optional();

    public static final Setting<Integer> PORT = Setting.required(
                    "port",
                    "PORT",
                    "a port from 1 to 65535",
                    Integer::valueOf,
                    port -> port >= 1 && port <= 65_535,
                    "Port that the embedded Postgres listens on")
            .withDefault("5433");

    public static final Setting<String> MASTER =
            text("master", "URL", "Spark master").withDefault("local[*]");

    public static final Setting<LogFormat> LOG = Setting.choice(
                    "log", LogFormat.class, "Progress for people, or one JSON object per line")
            .withDefault("text");

    public static final Setting<LogLevel> LOG_LEVEL = Setting.choice(
                    "log-level", LogLevel.class, "How much to say of what was begun, decided, retried and given up")
            .withDefault("warn");

    /** Unset, an engine that is there is used and none is started. */
    public static final Setting<Optional<Boolean>> ENGINE = Setting.flag(
                    "engine",
                    "Run in the engine of the lake, which stays warm for the next command, and start one where none is"
                            + " there; --no-engine runs without the one that is there")
            .optional();

    public static final Setting<Duration> ENGINE_IDLE = Setting.required(
                    "engine-idle",
                    "MINUTES",
                    "a number of minutes above 0",
                    text -> Duration.ofMinutes(Long.parseLong(text)),
                    idle -> !idle.isNegative() && !idle.isZero(),
                    "Minutes without a command after which the engine ends")
            .withDefault("15");

    public static final Setting<Boolean> DEBUG = Setting.flag("debug", "Show the stack trace of an error");

    public static final Setting<Long> REPAIRS = Setting.required(
                    "repairs",
                    "N",
                    "a whole number above 0",
                    Long::valueOf,
                    repairs -> repairs > 0,
                    "Repairs to invent")
            .withDefault("20000");

    public static final Setting<Integer> MONTHS = Setting.required(
                    "months",
                    "N",
                    "a whole number from 1 to 240",
                    Integer::valueOf,
                    months -> months >= 1 && months <= 240,
                    "Months to invent")
            .withDefault("24");

    public static final Setting<Long> SEED = Setting.required(
                    "seed", "N", "a whole number", Long::valueOf, seed -> true, "Same seed, same company")
            .withDefault("7");

    public static final Setting<Double> DIRTY =
            share("dirty", "Share of rows with a planted fault").withDefault("0.01");

    public static final Setting<PlantedTruths> TRUTHS = Setting.choice(
                    "truths", PlantedTruths.class, "Plant what the measures must find, or nothing")
            .withDefault("all");

    /** Where the settings file is; by default {@code aftercare.yaml} in the working directory, when there is one. */
    public static final Setting<Optional<Path>> SETTINGS = path(
                    "settings", "FILE", "Settings file, in place of aftercare.yaml in the working directory")
            .optional();

    /** What every command takes. */
    public static final List<Setting<?>> COMMON = List.of(SETTINGS, LOG, LOG_LEVEL, DEBUG);

    private static final Map<String, Setting<?>> BY_KEY = byKey(
            LAKE,
            INPUT,
            MAPPING,
            MAP_FILES,
            LIKE,
            MAX_REJECT_SHARE,
            WAIT,
            DRY_RUN,
            STRICT,
            ZONE,
            CUSTOMER,
            SERIAL,
            UNTIL,
            CERTIFICATE,
            RETENTION_BRONZE,
            RETENTION_QUARANTINE,
            AS_OF,
            ONLY,
            GROUP,
            FULL,
            SCENARIO,
            UTILISATION,
            ON_SITE_HOURS,
            WARRANTY_MONTHS,
            SALES_PLAN,
            MARTS,
            READER_TIMEOUT,
            METABASE,
            METABASE_MARTS,
            REPORT,
            TO,
            TABLE,
            FORMAT,
            OUTLET,
            SMTP,
            MAIL_FROM,
            MAIL_TO,
            AGAIN,
            OUT,
            FORCE,
            SOURCE,
            MONTH,
            FIGURE,
            AGAINST,
            ALL,
            SQL,
            LANG,
            CURRENCY,
            PORT,
            MASTER,
            ENGINE,
            ENGINE_IDLE,
            LOG,
            LOG_LEVEL,
            DEBUG,
            REPAIRS,
            MONTHS,
            SEED,
            DIRTY,
            TRUTHS,
            SETTINGS);

    private SettingsCatalog() {}

    /** Every setting, by key. */
    public static Map<String, Setting<?>> byKey() {
        return BY_KEY;
    }

    private static Map<String, Setting<?>> byKey(Setting<?>... settings) {
        Map<String, Setting<?>> byKey = new TreeMap<>();
        for (Setting<?> setting : settings) {
            byKey.put(setting.key(), setting);
        }
        return Collections.unmodifiableMap(byKey);
    }

    private static Setting<String> text(String key, String placeholder, String help) {
        return Setting.required(key, placeholder, "a text", String::strip, text -> !text.isEmpty(), help);
    }

    private static Setting<Optional<Integer>> days(String key, String help) {
        return Setting.required(key, "DAYS", "a whole number of days above 0", Integer::valueOf, days -> days > 0, help)
                .optional();
    }

    private static Setting<Path> path(String key, String placeholder, String help) {
        Predicate<Path> notEmpty = path -> !path.toString().isBlank();
        return Setting.required(key, placeholder, "a path", Path::of, notEmpty, help);
    }

    private static Setting<Double> share(String key, String help) {
        Predicate<Double> fromZeroToOne = share -> share >= 0 && share <= 1;
        return Setting.required(key, "SHARE", "a number from 0 to 1", Double::valueOf, fromZeroToOne, help);
    }

    private static Predicate<String> matches(Pattern pattern) {
        return pattern.asMatchPredicate();
    }
}
