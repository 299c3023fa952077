package aftercare.measure.servicegap;

import aftercare.contract.Text;
import java.util.Locale;
import java.util.stream.Stream;

/** A dimension of service quality, told by the first letter of an item's code. */
enum Dimension {
    TANGIBLES('T', "有形性"),
    RELIABILITY('R', "可靠性"),
    RESPONSIVENESS('S', "响应性"),
    ASSURANCE('A', "保证性"),
    EMPATHY('E', "移情性"),
    RECOVERY('C', "服务补救"),
    /** Items that a company added under a letter of its own. */
    OTHER('?', "其他");

    private final char letter;
    private final String zh;

    Dimension(char letter, String zh) {
        this.letter = letter;
        this.zh = zh;
    }

    static Dimension of(String item) {
        return Stream.of(values())
                .filter(each -> item.charAt(0) == each.letter)
                .findFirst()
                .orElse(OTHER);
    }

    /** Its name in gold tables and in schemas/service_gaps.yaml. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people call it. */
    Text label() {
        return new Text(word(), zh);
    }
}
