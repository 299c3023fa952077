package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How delimited texts and JSON are read: character sets, separators, headers, footers, and what is said of guesses. */
class TextFormsTest {
    @TempDir
    Path folder;

    @Test
    void aPlainFileIsReadWithoutAWord() {
        ReadFile file = read("a.csv", "a,b,c\n1,2,3\n", "");
        assertThat(file.rows()).containsExactly("2: 1|2|3");
        assertThat(file.notes()).isEmpty();
        assertThat(file.file().skipped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Müller & Söhne Fürth,Süd",
                "Citroën,Besançon",
                "cañón,año",
                "10°,½ Std.",
                "Ærø,Ålesund",
                "L’été à Nîmes – 5 €,œuvre",
                "Menü,x"
            })
    void westernTextIsTakenForWhatItIsAndTheGuessIsSaid(String fields) {
        ReadFile file = ReadFile.text(folder, "w.csv", "a,b\n" + fields + "\n", "windows-1252", "");
        assertThat(file.rows()).containsExactly("2: " + fields.replace(',', '|'));
        assertThat(file.notes()).contains("windows-1252");
    }

    @Test
    void aLetterBeforeAStrokeDoesNotEatIt() {
        ReadFile file = ReadFile.text(folder, "w.csv", "a|b|c\n1|Menü|2\n", "windows-1252", "");
        assertThat(file.rows()).containsExactly("2: 1|Menü|2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"杭州一店,空调不制冷", "王小明,屏幕碎裂，已更换", "上海,北京"})
    void chineseTextIsTakenForWhatItIs(String fields) {
        ReadFile file = ReadFile.text(folder, "c.csv", "a,b\n" + fields + "\n", "GB18030", "");
        assertThat(file.rows()).containsExactly("2: " + fields.replace(',', '|'));
        assertThat(file.notes()).contains("GB18030");
    }

    @Test
    void bytesThatCouldBeBothAreRefusedWithTheLineThatDecides() {
        ReadFile file = ReadFile.text(folder, "d.csv", "a,b\n1,店\n", "GB18030", "");
        assertThat(file.refusal()).contains("windows-1252 or GB18030", "format: {encoding: windows-1252}");
        assertThat(file.file().damage().quoted()).isEqualTo("µê or 店");
        assertThat(file.file().damage().kind()).isEqualTo(LandedFile.Damage.Kind.AMBIGUOUS);
        ReadFile stated = ReadFile.text(folder, "d.csv", "a,b\n1,店\n", "GB18030", "encoding: GB18030");
        assertThat(stated.rows()).containsExactly("2: 1|店");
        assertThat(stated.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, 1|Müller|上海",
        "UTF-16BE, 1|Müller|上海",
        "UTF-16LE, 空调不制冷，已更换压缩机|杭州一店一维修中心|无",
        "UTF-16BE, 空调不制冷，已更换压缩机|杭州一店一维修中心|无"
    })
    void twoBytesACharacterAreToldByTheirZerosAndTheGuessIsSaid(String charset, String fields) {
        ReadFile file = ReadFile.text(folder, "u.csv", "a,b,c\r\n" + fields.replace('|', ',') + "\r\n", charset, "");
        assertThat(file.rows()).containsExactly("2: " + fields);
        assertThat(file.notes()).contains("read as " + charset);
        assertThat(ReadFile.text(folder, "u.jsonl", "{\"a\": \"" + fields + "\"}\n", charset, "")
                        .rows())
                .containsExactly("1: " + fields);
    }

    @Test
    void twoBytesACharacterInEitherOrderAreRefusedWithTheLineThatDecides() {
        byte[] either = {0, 'a', 'a', 0};
        ReadFile file = ReadFile.bytes(folder, "u.csv", either, "");
        assertThat(file.refusal()).contains("UTF-16LE or UTF-16BE", "format: {encoding: UTF-16LE}");
        assertThat(file.file().damage().kind()).isEqualTo(LandedFile.Damage.Kind.AMBIGUOUS);
    }

    @Test
    void aFewZerosMakeNoTextOfTwoBytesACharacter() {
        ReadFile file = read("z.csv", "a,b,c\n1,x\0,3\n1,x,\0\n2,yyyyyyyyyyyyyyyyyyyy,4\n", "");
        assertThat(file.file().layout().charset()).isEqualTo("UTF-8");
        assertThat(file.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Shift_JIS, 東京の修理センター",
        "Big5, 臺北維修中心",
        "windows-1251, Ремонт холодильников в Москве",
        "windows-1250, żółty źródło łóżko",
        "IBM850, Müller Söhne Fürth"
    })
    void otherCharacterSetsAreNotReadAsSomethingElse(String charset, String text) {
        ReadFile file = ReadFile.text(folder, "o.csv", "a,b\n1," + text + "\n", charset, "");
        assertThat(file.refusal()).contains("format: {encoding:");
        assertThat(ReadFile.text(folder, "o.csv", "a,b\n1," + text + "\n", charset, "encoding: " + charset)
                        .rows())
                .containsExactly("2: 1|" + text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '/',
            value = {"; / parted by ';'", "| / parted by '|'"})
    void aSeparatorOtherThanACommaIsSaid(String separator, String note) {
        ReadFile file = read("s.csv", "a,b,c\n1,2,3\n".replace(",", separator), "");
        assertThat(file.rows()).containsExactly("2: 1|2|3");
        assertThat(file.notes()).contains(note);
    }

    @Test
    void commasInATitleOrInNumbersDoNotHideTheSeparator() {
        ReadFile file = read("t.csv", "Orders, as of today, all of them\na;b\n1,5;2,5\n3,5;4,5\n", "");
        assertThat(file.rows()).containsExactly("3: 1,5|2,5", "4: 3,5|4,5");
        assertThat(file.notes()).contains("parted by ';'", "header is taken to be line 2");
        assertThat(file.file().skipped()).isEqualTo(1);
    }

    @Test
    void aFirstLineThatNamesTheSeparatorIsObeyedAndNoData() {
        for (String text :
                List.of("sep=;\na;b\n1;2,3\n", "\uFEFFsep=;\r\na;b\r\n1;2,3\r\n", "\"sep=;\"\na;b\n1;2,3\n")) {
            ReadFile file = read("s.csv", text, "");
            assertThat(file.rows()).containsExactly("3: 1|2,3");
            assertThat(file.file().skipped()).isEqualTo(1);
        }
        assertThat(read("s.csv", "sep=;\n1;2\n", "header: false").rows()).containsExactly("2: 1|2");
    }

    @Test
    void titleRowsAndPreamblesBeforeTheHeaderAreSkippedCountedAndSaid() {
        ReadFile file = read("p.csv", "Repairs\nfrom:,2026-10-01\n\na,b,c\n1,2,3\n", "");
        assertThat(file.rows()).containsExactly("5: 1|2|3");
        assertThat(file.file().skipped()).isEqualTo(2);
        assertThat(file.notes()).contains("header is taken to be line 4");
    }

    @Test
    void aHeaderOfUnknownNamesIsTheFirstRowOfNamesAsWideAsTheRowsBelow() {
        ReadFile file = read("p.csv", "Report\n\nid,state\n1,open\n2,closed\n", "");
        assertThat(file.file().header()).containsExactly("id", "state");
        assertThat(read("q.csv", "id,state\n1,open\n", "").file().header()).containsExactly("id", "state");
    }

    @Test
    void aStatedHeaderRowIsTheHeaderAndNothingIsGuessed() {
        ReadFile file = read("h.csv", "a,b,c\nx,y,z\n1,2,3\n", "header: 2");
        assertThat(file.file().header()).containsExactly("x", "y", "z");
        assertThat(file.rows()).containsExactly("3: 1|2|3");
        assertThat(file.notes()).isEmpty();
        assertThat(read("h.csv", "a,b\n1,2\n", "header: 9").refusal()).contains("line 9");
    }

    @Test
    void aTableDrawnWithDashesIsReadWithoutThem() {
        String sap = "---------\n|a  |b |\n---------\n|1\"|2 |\n|3  |  |\n---------\n";
        ReadFile file = read("alv.txt", sap, "");
        assertThat(file.file().header()).containsExactly("a", "b");
        assertThat(file.rows()).containsExactly("4: 1\"|2", "5: 3|");
        assertThat(file.file().skipped()).isEqualTo(3);
        ReadFile console = read("psql.txt", " a | b \n---+---\n 1 | 2\n(1 row)\n", "footer: '^\\('");
        assertThat(console.rows()).containsExactly("3: 1|2");
    }

    @Test
    void aFooterEndsTheDataAndIsCounted() {
        String report = "a,b,c\n1,2,3\n4,5,6\n\nTotal,2\nMade by somebody\n";
        ReadFile file = read("f.csv", report, "footer: ^Total");
        assertThat(file.rows()).containsExactly("2: 1|2|3", "3: 4|5|6");
        assertThat(file.file().skipped()).isEqualTo(2);
        assertThat(file.notes()).contains("footer of 2 lines begins on line 5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Total,,9             | 4 | ^Total
                    TOTAL:,,9            | 4 | ^TOTAL
                    ,Grand total 2026,9  | 4 | ^Grand total
                    合计金额,,9              | 4 | ^合计
                    Sum,,9\\nPrinted by X  | 4 | ^Sum
                    Total,,9\\nTotal,,9    | 4 | ^Total
                    """)
    void aTotalAtTheEndIsReadAndTheLineThatWouldLeaveItOutIsSaid(String end, long line, String footer) {
        ReadFile file = read("t.csv", "a,b,c\n1,2,3\n4,5,6\n" + end.replace("\\n", "\n") + "\n", "");
        assertThat(file.notes())
                .contains("its line " + line + " looks like a total; in the mapping format: {footer: \"" + footer
                        + "\"}");
        assertThat(file.rows()).hasSizeGreaterThan(2);
        assertThat(file.file().totals()).containsEntry(line, footer);
        String beyond = "a,b,c\n" + "1,2,3\n".repeat(500) + end.replace("\\n", "\n");
        assertThat(read("u.csv", beyond, "").file().totals()).containsEntry(502L, footer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Totalschaden,1,2", "Summer,1,2", "1,Total,2", "小计,,9", "Total,,9\n1,2,3", "Subtotal,,9", "x,1,2"
            })
    void whatIsNoTotalAtTheEndIsNotCalledOne(String end) {
        assertThat(read("t.csv", "a,b,c\n1,2,3\n" + end + "\n", "").notes()).isEmpty();
    }

    @Test
    void aFooterThatIsStatedIsNotHintedAt() {
        ReadFile file = read("t.csv", "a,b,c\n1,2,3\nTotal,,9\n", "footer: ^Total");
        assertThat(file.notes()).doesNotContain("looks like");
        assertThat(file.file().totals()).isEmpty();
    }

    @Test
    void aFooterThatIsNotStatedIsKeptAndTheLineThatWouldEndTheDataIsSaid() {
        String report = "a,b,c\n1,2,3\n4,5,6\n\n\nOrders last month\nMade by somebody\n";
        ReadFile file = read("f.csv", report, "");
        assertThat(file.rows()).hasSize(4);
        assertThat(file.notes())
                .contains(
                        "last 2 lines look like a footer, from line 6",
                        "{footer: \"^...\"}",
                        "its first word for the dots")
                .doesNotContain("somebody", "Orders");
    }

    @Test
    void emptyCellsRepeatTheValueAboveWhereTheMappingSaysSo() {
        ReadFile file = read("d.csv", "a,b,c\nx,1,1\n,,2\ny,2,3\n", "fill_down: [A]");
        assertThat(file.rows()).containsExactly("2: x|1|1", "3: x||2", "4: y|2|3");
        assertThat(read("d.csv", "a,b\n1,2\n", "fill_down: [outlet]").refusal()).contains("outlet");
    }

    @Test
    void quotesWithABackslashAreReadWhereTheMappingSaysSo() {
        String text = "a,b\n\"says \\\"no, 1\\\" twice\",\"C:\\\\\"\n\"two\nlines\",x\n";
        ReadFile file = read("b.csv", text, "escape: \"\\\\\"");
        assertThat(file.rows()).containsExactly("2: says \"no, 1\" twice|C:\\", "3: two\nlines|x");
        assertThat(read("b.csv", text, "").refusal()).contains("format: {escape:");
    }

    @Test
    void aBackslashAtTheEndOfATextIsJustOne() {
        assertThat(read("b.csv", "a,b\n\"C:\\\",1\n", "").rows()).containsExactly("2: C:\\|1");
    }

    @Test
    void aLargeFileIsCutAlsoBehindAPreambleAndBeforeAFooter() throws IOException {
        StringBuilder text = new StringBuilder("Orders\na,b,c\n");
        for (int i = 0; i < 1000; i++) {
            text.append(i).append(",x,y\n");
        }
        Path file = Files.writeString(folder.resolve("l.csv"), text.append("Total\nend\n"));
        ReadFile read = ReadFile.of(file, "l.csv", "footer: ^Total", 500);
        assertThat(read.file().splits()).hasSizeGreaterThan(10);
        assertThat(read.rows()).hasSize(1000).startsWith("3: 0|x|y").endsWith("1002: 999|x|y");
        assertThat(read.file().skipped()).isEqualTo(3);
    }

    @Test
    void nestedJsonIsReadByDottedPathsAndListsAsTheirText() {
        ReadFile file = read(
                "j.json",
                "[{\"a\": 1.250, \"b\": {\"id\": 12345678901234567890, \"x.y\": 1e2}, \"c\": [1, {\"d\": 2}]}]",
                "");
        assertThat(file.file().header()).containsExactly("a", "b.id", "b.x.y", "b", "c");
        assertThat(file.rows())
                .containsExactly(
                        "1: 1.250|12345678901234567890|1E+2|{\"id\":12345678901234567890,\"x.y\":1E+2}|[1,{\"d\":2}]");
    }

    @Test
    void theListInAnAnswerIsFoundAndSaid() {
        ReadFile file = read("j.json", "{\"count\": 2, \"tickets\": [{\"a\": 1}, {\"a\": 2}], \"next\": null}", "");
        assertThat(file.rows()).containsExactly("1: 1", "2: 2");
        assertThat(file.notes()).contains("list tickets");
        ReadFile map = read("g.json", "{\"type\": \"F\", \"features\": [{\"properties\": {\"a\": 7}}]}", "");
        assertThat(map.file().header()).containsExactly("properties.a");
    }

    @Test
    void aListDeeperDownIsReadWhereTheMappingSaysSo() {
        String text = "{\"data\": {\"items\": [{\"a\": 1}], \"users\": [{\"a\": 9}]}, \"x\": [{\"b\": 1}]}";
        assertThat(read("j.json", text, "records: data.items").rows()).containsExactly("1: 1");
        assertThat(read("j.json", text, "records: data.tickets").refusal()).contains("data.tickets");
    }

    @Test
    void ofSeveralListsNoneIsGuessed() {
        assertThat(read("j.json", "{\"u\": [{\"b\": 1}], \"t\": [{\"a\": 1}]}", "")
                        .refusal())
                .contains("it holds 2 lists", "format: {records: ...}");
    }

    @Test
    void aRecordThatHasAListIsARecord() {
        assertThat(read("j.json", "{\"a\": 1, \"b\": 2, \"parts\": [{\"n\": 1}]}", "")
                        .rows())
                .containsExactly("1: 1|2|[{\"n\":1}]");
    }

    private ReadFile read(String name, String text, String format) {
        return ReadFile.text(folder, name, text, format);
    }
}
