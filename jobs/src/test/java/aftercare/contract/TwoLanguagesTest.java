package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chinese readers are never left with an untranslated text, English ones never with a Chinese one. */
class TwoLanguagesTest {
    private static final Contracts CONTRACTS = Contracts.load();

    @Test
    void everyChineseTextIsChinese() {
        assertThat(texts()).extracting(Text::zh).isNotEmpty().allMatch(TwoLanguagesTest::holdsHan);
    }

    @Test
    void noEnglishTextIsChinese() {
        assertThat(texts()).extracting(Text::en).noneMatch(TwoLanguagesTest::holdsHan);
    }

    private static boolean holdsHan(String text) {
        return text.codePoints().anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN);
    }

    private static List<Text> texts() {
        List<Text> texts = new ArrayList<>();
        for (Contract source : CONTRACTS.sources()) {
            texts.addAll(List.of(source.title(), source.description(), source.grain()));
            source.columns().forEach(column -> texts.add(column.description()));
            source.rules().forEach(rule -> texts.add(rule.reason()));
        }
        for (GoldContract table : CONTRACTS.gold()) {
            texts.addAll(List.of(table.title(), table.description(), table.grain()));
            table.columns().forEach(column -> texts.addAll(List.of(column.label(), column.description())));
        }
        Glossary glossary = Glossary.load();
        glossary.terms().forEach(term -> texts.addAll(List.of(term.term(), term.meaning())));
        glossary.endings().forEach(ending -> texts.add(ending.meaning()));
        glossary.units().forEach(unit -> texts.add(unit.meaning()));
        return texts;
    }
}
