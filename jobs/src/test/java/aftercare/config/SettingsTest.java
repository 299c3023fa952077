package aftercare.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path directory;

    @Test
    void aFlagCountsBeforeTheEnvironment() throws IOException {
        settingsFile("max-reject-share: 0.3");
        Settings settings = reader(SettingsCatalog.MAX_REJECT_SHARE)
                .flag("max-reject-share", "0.1")
                .environment(Map.of("AFTERCARE_MAX_REJECT_SHARE", "0.2"))
                .read();

        assertThat(settings.of(SettingsCatalog.MAX_REJECT_SHARE)).isEqualTo(0.1);
        assertThat(settings.origin(SettingsCatalog.MAX_REJECT_SHARE)).contains("flag --max-reject-share");
    }

    @Test
    void theEnvironmentCountsBeforeTheFile() throws IOException {
        settingsFile("max-reject-share: 0.3");
        Settings settings = reader(SettingsCatalog.MAX_REJECT_SHARE)
                .environment(Map.of("AFTERCARE_MAX_REJECT_SHARE", "0.2"))
                .read();

        assertThat(settings.of(SettingsCatalog.MAX_REJECT_SHARE)).isEqualTo(0.2);
    }

    @Test
    void theFileCountsBeforeTheDefault() throws IOException {
        settingsFile("max-reject-share: 0.3");

        assertThat(reader(SettingsCatalog.MAX_REJECT_SHARE).read().of(SettingsCatalog.MAX_REJECT_SHARE))
                .isEqualTo(0.3);
    }

    @Test
    void theDefaultCountsWhenNothingIsGiven() {
        assertThat(reader(SettingsCatalog.MAX_REJECT_SHARE).read().of(SettingsCatalog.MAX_REJECT_SHARE))
                .isEqualTo(0.05);
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        Settings settings = reader(SettingsCatalog.PORT)
                .environment(Map.of("AFTERCARE_PORT", " "))
                .read();

        assertThat(settings.of(SettingsCatalog.PORT)).isEqualTo(5433);
    }

    @Test
    void aNamedSettingsFileTakesThePlaceOfTheOneInTheWorkingDirectory() throws IOException {
        settingsFile("lake: here");
        Path other = Files.writeString(directory.resolve("other.yaml"), "lake: there\n");

        assertThat(reader(SettingsCatalog.LAKE)
                        .flag("settings", other.toString())
                        .read()
                        .of(SettingsCatalog.LAKE))
                .isEqualTo("there");
    }

    @Test
    void todayIsTodayInTheBusinessZone() {
        Clock lateEveningInUtc = Clock.fixed(Instant.parse("2026-10-31T20:00:00Z"), ZoneOffset.UTC);
        Settings settings = reader(SettingsCatalog.AS_OF, SettingsCatalog.ZONE)
                .flag("zone", "Asia/Shanghai")
                .clock(lateEveningInUtc)
                .read();

        assertThat(settings.of(SettingsCatalog.ZONE)).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(settings.of(SettingsCatalog.AS_OF)).isEqualTo(LocalDate.of(2026, 11, 1));
    }

    @Test
    void aCurrencyIsNamedByItsCodeAndNeverGuessed() {
        assertThat(reader(SettingsCatalog.CURRENCY).read().of(SettingsCatalog.CURRENCY))
                .isEmpty();
        assertThat(reader(SettingsCatalog.CURRENCY)
                        .environment(Map.of("AFTERCARE_CURRENCY", "cny"))
                        .read()
                        .of(SettingsCatalog.CURRENCY))
                .contains(Currency.getInstance("CNY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EURO", "RMB", "XXX", "XAU"})
    void whatIsNoCurrencyIsRefused(String code) {
        Settings.Reader reader = reader(SettingsCatalog.CURRENCY).flag("currency", code);

        AftercareException error = catchThrowableOfType(AftercareException.class, reader::read);

        assertThat(error.code()).isEqualTo(ErrorCode.BAD_OPTION);
        assertThat(error.reason())
                .isEqualTo("--currency `" + code
                        + "` is not a currency by its ISO 4217 code, such as EUR (from flag --currency).");
    }

    @Test
    void everythingMissingOrBadIsSaidAtOnceWithWhereItComesFrom() throws IOException {
        settingsFile("# our lake\nzone: Mars/Olympus\n");
        Settings.Reader reader = reader(
                        SettingsCatalog.LAKE,
                        SettingsCatalog.INPUT,
                        SettingsCatalog.PORT,
                        SettingsCatalog.ZONE,
                        SettingsCatalog.MAX_REJECT_SHARE)
                .flag("max-reject-share", "1.5")
                .environment(Map.of("AFTERCARE_PORT", "many"));

        AftercareException error = catchThrowableOfType(AftercareException.class, reader::read);

        assertThat(error.code()).isEqualTo(ErrorCode.BAD_OPTION);
        assertThat(error.problem()).isEqualTo("5 settings are missing or wrong.");
        assertThat(error.reason().lines())
                .containsExactly(
                        "--lake is missing (the lake: a folder, hdfs://... or s3a://...).",
                        "--input is missing (folder with the exports to load).",
                        "--port `many` is not a port from 1 to 65535 (from environment variable AFTERCARE_PORT).",
                        "--zone `Mars/Olympus` is not a time zone such as Asia/Shanghai (from aftercare.yaml, line 2).",
                        "--max-reject-share `1.5` is not a number from 0 to 1 (from flag --max-reject-share).");
        assertThat(error.fix())
                .contains("Give --lake DIR, set AFTERCARE_LAKE, or write `lake: DIR` into aftercare.yaml.");
    }

    @Test
    void onlyMissingSettingsHaveTheCodeOfAMissingOption() {
        AftercareException error =
                catchThrowableOfType(AftercareException.class, () -> reader(SettingsCatalog.LAKE, SettingsCatalog.INPUT)
                        .read());

        assertThat(error.code()).isEqualTo(ErrorCode.MISSING_OPTION);
        assertThat(error.code().exitStatus()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void anUnknownKeyInTheFileIsAnErrorThatNamesTheLikelyOne() throws IOException {
        settingsFile("lake: here\nmax-rejected-share: 0.1\n");

        AftercareException error = catchThrowableOfType(
                AftercareException.class, () -> reader(SettingsCatalog.LAKE).read());

        assertThat(error.code()).isEqualTo(ErrorCode.BAD_SETTINGS_FILE);
        assertThat(error.reason()).contains("`max-rejected-share`").contains("aftercare.yaml, line 2");
        assertThat(error.fix()).contains("`max-reject-share`");
    }

    @Test
    void aKeyOfAnotherCommandInTheFileIsFine() throws IOException {
        settingsFile("lake: here\nport: 6000\n");

        assertThat(reader(SettingsCatalog.LAKE).read().of(SettingsCatalog.LAKE)).isEqualTo("here");
    }

    @Test
    void brokenYamlIsSaidWithItsLine() throws IOException {
        settingsFile("lake: here\nonly: [a, b\n");

        AftercareException error = catchThrowableOfType(
                AftercareException.class, () -> reader(SettingsCatalog.LAKE).read());

        assertThat(error.code()).isEqualTo(ErrorCode.BAD_SETTINGS_FILE);
        assertThat(error.reason()).contains("Line 2");
    }

    @Test
    void aRepeatableSettingKeepsEveryValueInOrder() throws IOException {
        settingsFile("mapping: [a.yaml, b.yaml]\nonly: satisfaction\n");
        Settings settings =
                reader(SettingsCatalog.MAPPING, SettingsCatalog.ONLY).read();

        assertThat(settings.of(SettingsCatalog.MAPPING)).containsExactly(Path.of("a.yaml"), Path.of("b.yaml"));
        assertThat(settings.of(SettingsCatalog.ONLY)).containsExactly("satisfaction");
        assertThat(reader(SettingsCatalog.ONLY)
                        .environment(Map.of("AFTERCARE_ONLY", "promises, outlets"))
                        .read()
                        .of(SettingsCatalog.ONLY))
                .containsExactly("promises", "outlets");
    }

    @Test
    void severalValuesForASingleSettingAreRefused() throws IOException {
        settingsFile("lake: [a, b]\n");

        AftercareException error = catchThrowableOfType(
                AftercareException.class, () -> reader(SettingsCatalog.LAKE).read());

        assertThat(error.reason()).contains("`a, b` is more than one value");
    }

    @Test
    void anOptionalSettingIsEmptyWhenAbsentAndStillChecked() {
        Setting<?> marts = SettingsCatalog.MARTS.optional();

        assertThat(reader(marts).read().of(SettingsCatalog.MARTS.optional())).isEmpty();
        assertThat(reader(marts).flag("marts", "embedded").read().of(SettingsCatalog.MARTS.optional()))
                .contains("embedded");
        assertThat(catchThrowableOfType(
                        AftercareException.class,
                        () -> reader(marts).flag("marts", "mysql:x").read()))
                .isNotNull();
    }

    @Test
    void aPasswordInABadAddressIsNotShown() {
        AftercareException error = catchThrowableOfType(AftercareException.class, () -> reader(SettingsCatalog.MARTS)
                .flag("marts", "postgres://ann:hunter2@db/marts?password=hunter3")
                .read());

        assertThat(error.reason()).contains("ann").doesNotContain("hunter2").doesNotContain("hunter3");
    }

    @Test
    void flagsAreReadFromTheEnvironmentToo() {
        assertThat(reader(SettingsCatalog.FULL)
                        .environment(Map.of("AFTERCARE_FULL", "true"))
                        .read()
                        .of(SettingsCatalog.FULL))
                .isTrue();
        assertThat(reader(SettingsCatalog.FULL).read().of(SettingsCatalog.FULL)).isFalse();
    }

    @Test
    void everyDefaultOfTheCatalogPassesItsOwnCheck() {
        List<Setting<?>> withDefaults = SettingsCatalog.byKey().values().stream()
                .filter(setting -> !setting.isRequired())
                .toList();
        Settings settings = Settings.declaring(withDefaults).read();

        assertThat(withDefaults).hasSizeGreaterThan(10).allSatisfy(setting -> assertThat((Object) settings.of(setting))
                .isNotNull());
    }

    private Settings.Reader reader(Setting<?>... settings) {
        return Settings.declaring(List.of(settings)).workingDirectory(directory);
    }

    private void settingsFile(String text) throws IOException {
        Files.writeString(directory.resolve("aftercare.yaml"), text);
    }
}
