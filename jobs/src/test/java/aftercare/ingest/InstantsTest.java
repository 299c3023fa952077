package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An instant is read as it was meant, or not at all. */
class InstantsTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Instants instants = new Instants(ZoneOffset.UTC, List.of(), false);

    @Test
    void aFractionOfASecondIsRead() {
        assertThat(instants.micros("2026-03-05 08:00:00.5")).isEqualTo(micros("2026-03-05T08:00:00.5Z"));
        assertThat(instants.micros("2026-03-05T08:00:00,123456789Z")).isEqualTo(micros("2026-03-05T08:00:00.123456Z"));
    }

    /** The digits of days, hours and seconds are taken in ASCII only, and so are those of a fraction. */
    @Test
    void fullWidthDigitsInAFractionAreNotTakenForAnotherTime() {
        assertThat(instants.micros("2026-03-05 08:00:00.５")).isEqualTo(Instants.UNREADABLE);
        assertThat(instants.micros("2026-03-05 08:00:00.1５")).isEqualTo(Instants.UNREADABLE);
        assertThat(instants.micros("2026-03-05 08:00:0５")).isEqualTo(Instants.UNREADABLE);
    }

    @Test
    void aTextWithoutATimeIsOnlyADay() {
        assertThat(onlyDay("2026-03-05")).isTrue();
        assertThat(onlyDay("2026/3/5")).isTrue();
        assertThat(onlyDay("5.3.2026")).isTrue();
        assertThat(onlyDay("20260305")).isTrue();
    }

    @Test
    void midnightThatIsWrittenAsATimeIsAnInstant() {
        assertThat(onlyDay("2026-03-05 00:00")).isFalse();
        assertThat(onlyDay("2026-03-05T00:00:00Z")).isFalse();
        assertThat(onlyDay("2026/3/5 0:00")).isFalse();
    }

    @Test
    void aDayCountOfExcelIsOnlyADayWhereItHasNoFraction() {
        Instants excel = new Instants(ZoneOffset.UTC, List.of(), true);
        excel.micros("46086");
        assertThat(excel.onlyDay()).isTrue();
        excel.micros("46086.0");
        assertThat(excel.onlyDay()).isTrue();
        excel.micros("46086.5");
        assertThat(excel.onlyDay()).isFalse();
    }

    private boolean onlyDay(String text) {
        assertThat(instants.micros(text)).isNotEqualTo(Instants.UNREADABLE);
        return instants.onlyDay();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-10-31 08:05:00 UTC       | 2026-10-31T08:05:00Z",
                "2026-10-31 08:05 GMT          | 2026-10-31T08:05:00Z",
                "2026-10-31T08:05:00Z          | 2026-10-31T08:05:00Z",
                "2026-10-31 08:05:00 +0000     | 2026-10-31T08:05:00Z",
                "2026-10-31 08:05:00+08:00     | 2026-10-31T00:05:00Z",
                "2026-10-31 08:05:00 UTC+8     | 2026-10-31T00:05:00Z",
                "2026/10/31 08:05 UTC          | 2026-10-31T08:05:00Z",
                "31.10.2026 08:05:00 +0200     | 2026-10-31T06:05:00Z",
                "2026/10/31 8:05Z              | 2026-10-31T08:05:00Z",
                "20261031T080500Z              | 2026-10-31T08:05:00Z",
                "Sat, 31 Oct 2026 08:05:00 GMT | 2026-10-31T08:05:00Z",
                "Sat Oct 31 08:05:00 CET 2026  | 2026-10-31T07:05:00Z"
            })
    void aZoneBehindATimeCountsInAnyAcceptedForm(String text, String instant) {
        assertThat(new Instants(SHANGHAI, List.of(), false).micros(text)).isEqualTo(micros(instant));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yyyy-MM-dd HH:mm:ss z    | 2026-10-31 08:05:00 UTC                          | 2026-10-31T08:05:00Z",
                "yyyy-MM-dd HH:mm:ss z    | 2026-10-31 08:05:00 EST                          | 2026-10-31T13:05:00Z",
                "yyyy-MM-dd HH:mm:ss z    | 2026-07-31 08:05:00 EST                          | 2026-07-31T13:05:00Z",
                "yyyy-MM-dd HH:mm:ss z    | 2026-10-31 08:05:00 CET                          | 2026-10-31T07:05:00Z",
                "yyyy-MM-dd HH:mm:ss z    | 2026-07-31 08:05:00 CEST                         | 2026-07-31T06:05:00Z",
                "yyyy-MM-dd HH:mm:ss z    | 2026-10-31 08:05:00 CST                          | 2026-10-31T00:05:00Z",
                "yyyy-MM-dd HH:mm:ss z    | 2026-10-31 08:05:00 GMT+1                        | 2026-10-31T07:05:00Z",
                "yyyy-MM-dd HH:mm:ss zzzz | 2026-07-31 08:05:00 Central European Summer Time | 2026-07-31T06:05:00Z",
                "yyyy-MM-dd HH:mm:ss VV   | 2026-07-31 08:05:00 Europe/Berlin                | 2026-07-31T06:05:00Z",
                "yyyy-MM-dd HH:mm:ss x    | 2026-10-31 08:05:00 +02                          | 2026-10-31T06:05:00Z",
                "yyyy-MM-dd HH:mm:ss XXX  | 2026-10-31 08:05:00 Z                            | 2026-10-31T08:05:00Z",
                "yyyy-MM-dd HH:mm:ss O    | 2026-10-31 08:05:00 GMT+2                        | 2026-10-31T06:05:00Z",
                "EEE MMM dd HH:mm:ss zzz yyyy | Sat Oct 31 08:05:00 PST 2026                 | 2026-10-31T16:05:00Z"
            })
    void aZoneThatAPatternHasAPlaceForIsNeverDropped(String pattern, String text, String instant) {
        assertThat(new Instants(SHANGHAI, List.of(pattern), false).micros(text)).isEqualTo(micros(instant));
    }

    @Test
    void aZoneNameThatSeveralZonesHaveIsReadOnlyWhereOneOfThemIsAtHand() {
        List<String> pattern = List.of("yyyy-MM-dd HH:mm z");
        String text = "2026-01-31 08:05 CST";

        assertThat(new Instants(SHANGHAI, pattern, false).micros(text)).isEqualTo(micros("2026-01-31T00:05:00Z"));
        assertThat(new Instants(ZoneId.of("America/Chicago"), pattern, false).micros(text))
                .isEqualTo(micros("2026-01-31T14:05:00Z"));
        assertThat(new Instants(ZoneOffset.UTC, pattern, false).micros(text)).isEqualTo(Instants.UNREADABLE);
    }

    @Test
    void timesAreReadInTheZoneTheyWereWrittenDownInAndDaysAreDaysOfTheBusiness() {
        Instants read = new Instants(SHANGHAI, ZoneOffset.UTC, Locale.ENGLISH, List.of(), true);

        assertThat(read.micros("2026-10-31 23:30:00")).isEqualTo(micros("2026-10-31T23:30:00Z"));
        assertThat(read.micros("31.10.2026 23:30")).isEqualTo(micros("2026-10-31T23:30:00Z"));
        assertThat(read.days("2026-10-31 23:30:00"))
                .isEqualTo(LocalDate.of(2026, 11, 1).toEpochDay());
        for (String day : List.of("2026-10-31", "31.10.2026", "20261031", "46326")) {
            assertThat(read.days(day))
                    .as(day)
                    .isEqualTo(LocalDate.of(2026, 10, 31).toEpochDay());
            assertThat(read.micros(day)).as(day).isEqualTo(micros("2026-10-30T16:00:00Z"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MMMM d, yyyy h:mm a  | en | October 31, 2026 8:05 AM",
                "MMMM d, yyyy h:mm a  | en | Oct 31, 2026 8:05 am",
                "MMM d, yyyy h:mm a   | en | OCTOBER 31, 2026 8:05 a.m.",
                "dd/MMM/yy h:mm a     | en | 31/Oct/26 8:05 AM",
                "dd-MMM-yy HH:mm      | en | 31-OCT-26 08:05",
                "dd.MM.yy HH:mm       | en | 31.10.26 08:05",
                "EEEE, MMM. d, yyyy H:mm | en | Saturday, Oct. 31, 2026 8:05",
                "d. MMM yyyy HH:mm    | de | 31. Okt 2026 08:05",
                "d. MMM yyyy HH:mm    | de | 31. Okt. 2026 08:05",
                "d. MMMM yyyy HH:mm   | de | 31. Oktober 2026 08:05",
                "d. MMM. yyyy HH:mm   | de | 31. Okt. 2026 08:05",
                "d MMM yyyy HH:mm     | fr | 31 oct. 2026 08:05",
                "d 'de' MMMM 'de' yyyy H:mm | es | 31 de octubre de 2026 8:05",
                "d 'de' MMM 'de' yyyy H:mm  | pt-BR | 31 de out. de 2026 8:05",
                "yyyy年M月d日 ah:mm    | zh | 2026年10月31日 上午8:05"
            })
    void namesOfMonthsAndHalfDaysAreReadLongAndShortInTheLanguageOfTheFile(String pattern, String tag, String text) {
        Instants read =
                new Instants(ZoneOffset.UTC, ZoneOffset.UTC, Locale.forLanguageTag(tag), List.of(pattern), false);

        assertThat(read.micros(text)).isEqualTo(micros("2026-10-31T08:05:00Z"));
    }

    @Test
    void everyMonthOfALanguageIsReadAsItself() {
        for (String tag : List.of("en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "zh")) {
            Locale locale = Locale.forLanguageTag(tag);
            for (String pattern : List.of("d MMM yyyy", "d MMMM yyyy")) {
                Instants read = new Instants(ZoneOffset.UTC, ZoneOffset.UTC, locale, List.of(pattern), false);
                for (int month = 1; month <= 12; month++) {
                    LocalDate day = LocalDate.of(2026, month, 3);
                    String text = DateTimeFormatter.ofPattern(pattern, locale).format(day);
                    assertThat(read.days(text)).as(text).isEqualTo(day.toEpochDay());
                }
            }
        }
        Instants german = new Instants(ZoneOffset.UTC, ZoneOffset.UTC, Locale.GERMAN, List.of("d. MMM yyyy"), false);
        assertThat(List.of("3. Mär 2026", "3. März 2026", "3. Mär. 2026"))
                .allSatisfy(text -> assertThat(german.days(text))
                        .isEqualTo(LocalDate.of(2026, 3, 3).toEpochDay()));
    }

    @Test
    void aYearOfTwoDigitsIsThatOfASpreadsheet() {
        Instants read = new Instants(ZoneOffset.UTC, List.of("dd.MM.yy"), false);

        assertThat(read.days("01.02.29")).isEqualTo(LocalDate.of(2029, 2, 1).toEpochDay());
        assertThat(read.days("01.02.30")).isEqualTo(LocalDate.of(1930, 2, 1).toEpochDay());
        assertThat(read.days("01.02.99")).isEqualTo(LocalDate.of(1999, 2, 1).toEpochDay());
    }

    @Test
    void aHalfDayThatContradictsTheHourIsNotRead() {
        Instants read = new Instants(ZoneOffset.UTC, List.of("dd/MM/yyyy HH:mm a"), false);

        assertThat(read.micros("31/10/2026 08:05 PM")).isEqualTo(Instants.UNREADABLE);
        assertThat(read.micros("31/10/2026 20:05 PM")).isEqualTo(micros("2026-10-31T20:05:00Z"));
    }

    @Test
    void aDayWithTwoReadingsIsRefusedWithTheLinesThatDecideAndWithoutTheDayItself() {
        assertThat(instants.micros("03/04/2026")).isEqualTo(Instants.UNREADABLE);
        assertThat(instants.hint("03/04/2026"))
                .contains("may mean two days")
                .doesNotContain("2026")
                .contains("format: {dates: [\"dd/MM/yyyy\"]} or format: {dates: [\"MM/dd/yyyy\"]}");
        assertThat(instants.hint("3/4/2026 8:05 PM")).contains("[\"d/M/yyyy h:mm a\"]");
        assertThat(instants.hint("13/04/2026 08:05"))
                .contains("format: {dates: [\"dd/MM/yyyy HH:mm\"]}")
                .doesNotContain("MM/dd");
        assertThat(instants.hint("31.10.26")).contains("dd.MM.yy").doesNotContain("\"MM.dd", "2026");
        assertThat(instants.hint("03-04-05")).contains("may mean three days");
    }

    @Test
    void aTextThatFitsNoPatternOfTheMappingIsRefusedWithThePattern() {
        Instants read = new Instants(ZoneOffset.UTC, List.of("MMMM d, yyyy h:mm a"), false);

        assertThat(read.hint("soon")).contains("MMMM d, yyyy h:mm a");
    }

    @Test
    void aSkippedTimeIsTheSameTimeAfterTheChangeAndADoubleOneTheFirst() {
        Instants berlin = new Instants(ZoneId.of("Europe/Berlin"), List.of(), false);

        assertThat(berlin.micros("2026-03-29 02:30:00")).isEqualTo(micros("2026-03-29T01:30:00Z"));
        assertThat(berlin.micros("2026-10-25 02:30:00")).isEqualTo(micros("2026-10-25T00:30:00Z"));
    }

    @Test
    void anOffsetThatThereIsNotIsRefusedAlone() {
        assertThat(List.of("31.10.2026 08:05 +9999", "2026-10-31 08:05 +99:99", "2026/10/31 8:05 UTC+88"))
                .allMatch(text -> instants.micros(text) == Instants.UNREADABLE);
    }

    @Test
    void datesOfZerosAreNoDays() {
        assertThat(List.of("0000-00-00", "0000-00-00 00:00:00", "00.00.0000", "00000000", "0"))
                .allMatch(Instants::isNoDay);
        assertThat(List.of("0001-01-01", "2026-10-31", "00:05")).noneMatch(Instants::isNoDay);
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
