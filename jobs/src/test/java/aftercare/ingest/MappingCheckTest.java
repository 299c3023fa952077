package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.contract.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingCheckTest {
    private static final Path PROJECT = Path.of(System.getProperty("aftercare.project"));

    @TempDir
    private Path folder;

    @Test
    void aMappingSaysAllThatIsWrongWithItAtOnce() {
        assertThatThrownBy(() -> check("""
                                match: "a[*.csv"
                                format: { encoding: UTF-9, dates: [yyyy-bb] }
                                into: { regions: { region_id: nr, title: nr, nam: nr } }
                                """))
                .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.BAD_MAPPING))
                .hasMessageContaining(
                        "line 3, column 42: the source regions has no column title; there are region_id, name")
                .hasMessageContaining("the source regions has no column nam; did you mean name?")
                .hasMessageContaining("no character set is called UTF-9")
                .hasMessageContaining("yyyy-bb is no date form")
                .hasMessageContaining("a[*.csv is no glob");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"YYYY-MM-DD", "MM/yyyy", "HH:mm", "dd.MM.yyyy hh:mm", "yyyy-MM-dd HH:mm:ss vvvvv", "yyyy-MM-dd ]"
            })
    void aDateFormByWhichNothingCanBeReadIsRefusedByName(String form) {
        assertThatThrownBy(() -> check(withFormat("dates: [\"" + form + "\"]"))).hasMessageContaining(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-MM-dd",
                "dd.MM.yy HH:mm",
                "MMMM d, yyyy h:mm a",
                "d. MMM yyyy",
                "yyyy-MM-dd HH:mm:ss z",
                "yyyy-MM-dd'T'HH:mm:ss[.SSS]XXX",
                "yyyy-MM-dd HH:mm:ss VV",
                "EEE MMM dd HH:mm:ss zzz yyyy",
                "yyyyMMddHHmmss",
                "d/M/yyyy[ H:mm[:ss]]",
                "yyyy-DDD",
                "MM/dd/yyyy hh:mm:ss a"
            })
    void aDateFormThatGivesADayIsAccepted(String form) {
        assertThatCode(() -> check(withFormat("dates: [\"" + form + "\"]"))).doesNotThrowAnyException();
        assertThatCode(() -> check(withFormat("locale: de, dates: [\"" + form + "\"]")))
                .doesNotThrowAnyException();
    }

    private static String withFormat(String format) {
        return "match: \"*.csv\"\nformat: {" + format + "}\ninto: { regions: { region_id: nr, name: name } }";
    }

    @Test
    void aSourceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> check("match: \"*.csv\"\ninto: { repair: { repair_id: nr } }"))
                .hasMessageContaining("line 2, column 17: there is no source 'repair'; did you mean repairs?");
    }

    @Test
    void aMappingThatIsMissingIsSaidToBe() {
        assertThatThrownBy(() -> Mappings.checked(folder.resolve("none.yaml"), Contracts.load()))
                .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.BAD_MAPPING))
                .hasMessageContaining("none.yaml");
    }

    @Test
    void theMappingThatShipsIsSound() {
        assertThatCode(() -> Mappings.checked(PROJECT.resolve("schemas/mappings/openrepair.yaml"), Contracts.load()))
                .doesNotThrowAnyException();
    }

    private void check(String mapping) throws IOException {
        Mappings.checked(Files.writeString(folder.resolve("mapping.yaml"), mapping), Contracts.load());
    }
}
