package aftercare.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    private final CsvRows rows = new CsvRows(List.of("name", "kind", "remark"));

    @Test
    void textIsQuotedOnlyWhereTheStandardAsksForIt() {
        rows.begin();
        rows.text("C:\\new, \"now\"");
        rows.text("plain \\ text");
        rows.text("two\nlines");
        rows.text("师傅");
        assertThat(row()).isEqualTo("\"C:\\new, \"\"now\"\"\",plain \\ text,\"two\nlines\",师傅");
    }

    @Test
    void numbersAndInstantsAreWrittenInFull() {
        rows.begin();
        rows.decimal(-1_205L, 2);
        rows.decimal(7L, 1);
        rows.whole(0);
        rows.instant(1_793_404_799L);
        rows.instant(0);
        rows.code("S", 42, 5);
        assertThat(row()).isEqualTo("-12.05,0.7,0,2026-10-30 23:59:59,,S00042");
    }

    @Test
    void aReplacedFieldLeavesItsNeighboursAlone() {
        rows.begin();
        rows.ascii("a");
        rows.ascii("bb");
        rows.text("c,c");
        rows.replace("kind", "longer");
        rows.replace("name", "");
        assertThat(row()).isEqualTo(",longer,\"c,c\"");
        assertThat(rows.value("kind")).isEqualTo("longer");
    }

    @Test
    void aFieldThatTheRowDoesNotHaveIsAMistake() {
        rows.begin();
        rows.ascii("a");
        rows.ascii("b");
        assertThatThrownBy(() -> rows.replace("colour", "red")).hasMessageContaining("colour");
        assertThatThrownBy(() -> rows.replace("remark", "none yet")).hasMessageContaining("remark");
    }

    private String row() {
        return new String(rows.row(), StandardCharsets.UTF_8);
    }
}
