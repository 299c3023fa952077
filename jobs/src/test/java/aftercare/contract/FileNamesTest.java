package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    private static final String SHA256 = "3fa2c1d09e8b7a6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repairs/2026-10.csv",
                "repairs/2026-10-31T080500.csv.gz",
                "repairs/export_20261031_080500.csv",
                "repairs/2026-10-01_2026-10-31.csv",
                "repairs/part-00001-of-00012.parquet",
                "callbacks/north/2026/10/31/calls-2.jsonl",
                "repairs/GZ01_repairs.xlsx",
                "repairs/2026年10月维修明细.csv",
                "crm.yaml#repairs.parquet"
            })
    void aNameOfDaysNumbersAndKnownWordsIsShownAsItIs(String name) {
        assertThat(FileNames.shown(name, SHA256)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "repairs/zhang_san.csv, repairs/~_~@3fa2c1d09e8b.csv",
        "repairs/张三.csv, repairs/~@3fa2c1d09e8b.csv",
        "repairs/张三2026-10维修.csv.gz, repairs/~2026-10维修@3fa2c1d09e8b.csv.gz",
        "repairs/13812345678.csv, repairs/~@3fa2c1d09e8b.csv",
        "repairs/138-1234-5678.csv, repairs/~@3fa2c1d09e8b.csv",
        "repairs/20261031-13812345678.csv, repairs/~@3fa2c1d09e8b.csv",
        "repairs/Müller/2026-10.csv, repairs/~/2026-10@3fa2c1d09e8b.csv",
        "repairs/a@b.example.csv, repairs/a~b.example@3fa2c1d09e8b.csv",
        "zhang.yaml#x/y.csv, ~.~#x/y@3fa2c1d09e8b.csv"
    })
    void allElseIsShownAsASignWithTheBeginningOfTheFingerprint(String name, String shown) {
        assertThat(FileNames.shown(name, SHA256)).isEqualTo(shown);
    }

    @Test
    void aNameThatIsShownStaysAsItIsAndTellsItsFingerprint() {
        String shown = FileNames.shown("repairs/zhang.csv", SHA256);

        assertThat(FileNames.shown(shown, null)).isEqualTo(shown);
        assertThat(FileNames.code(shown)).isEqualTo(FileNames.codeOf(SHA256));
        assertThat(FileNames.code("repairs/2026-10.csv")).isNull();
    }

    @Test
    void nothingIsShownOfANameThatOnlyLooksAsIfItWereShownBefore() {
        assertThat(FileNames.shown("repairs/zhang@0123456789ab.csv", SHA256)).isEqualTo("repairs/~@0123456789ab.csv");
    }

    @Test
    void aFileWithoutFingerprintIsShownWithoutOne() {
        assertThat(FileNames.shown("repairs/zhang.csv", "unreadable:repairs/zhang.csv"))
                .isEqualTo("repairs/~.csv");
    }

    @Test
    void aLineBreakInANameBeginsNoLine() {
        assertThat(FileNames.shown("repairs/a\nerror AFC-9001.csv", SHA256)).doesNotContain("\n");
    }

    @Test
    void everySourceMayBeNamed() {
        Contracts.load().sourceNames().forEach(source -> assertThat(
                        FileNames.shown(source + "/" + source + ".csv", null))
                .isEqualTo(source + "/" + source + ".csv"));
    }

    @Test
    void aSheetIsCalledByItsNumberWhereItsNameMayTellOfSomebody() {
        assertThat(FileNames.ofSheet("Sheet1", 0)).isEqualTo("Sheet1");
        assertThat(FileNames.ofSheet("2026-10", 1)).isEqualTo("2026-10");
        assertThat(FileNames.ofSheet("Zhang San", 2)).isEqualTo("number 3");
    }
}
