package aftercare.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One document of a mapping file, and the text it was read from.
 *
 * @param mapping what it says
 * @param yaml its text, behind as many empty lines as stand before it in the file, so that lines count alike
 */
public record MappingDocument(Mapping mapping, String yaml) {
    /** What parts documents; YAML allows it nowhere else at the beginning of a line. */
    private static final Pattern MARK = Pattern.compile("(?m)^---(?=\\s|$)");

    private static final Pattern NOTHING = Pattern.compile("(?m)\\A(?:\\s|^\\s*#.*$|^\\.\\.\\.$|\uFEFF)*\\z");

    /** The texts of the documents of a file. */
    static List<String> texts(String file) {
        List<String> texts = new ArrayList<>();
        Matcher mark = MARK.matcher(file);
        int begin = 0;
        boolean marked = false;
        while (true) {
            boolean more = mark.find();
            String text = file.substring(begin, more ? mark.start() : file.length());
            if (!NOTHING.matcher(text).matches()) {
                long lines =
                        file.substring(0, begin).chars().filter(c -> c == '\n').count();
                texts.add("\n".repeat((int) lines) + (marked ? "   " : "") + text);
            }
            if (!more) {
                return texts.isEmpty() ? List.of(file) : texts;
            }
            marked = true;
            begin = mark.end();
        }
    }

    /** Where a key stands, as errors say it. */
    public String place(String... path) {
        try {
            return SchemaProblems.place(yaml, path);
        } catch (IOException impossible) {
            throw new UncheckedIOException("it was read before", impossible);
        }
    }
}
