package aftercare.serve.report;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Parts of file names for codes of outlets. Letters and digits of any writing stay, as do hyphens, underscores and
 * single full stops; other characters become a tilde with their bytes, so that two codes never share a name. Where file
 * systems would not tell two names apart, by case or by the form of accents, the code's digits follow.
 */
final class FileNames {
    private static final int LONGEST = 80;

    private final Map<String, Long> bearers;

    /**
     * Names for files that come to lie in one folder.
     *
     * @param codes all codes that may be asked for
     */
    FileNames(Collection<String> codes) {
        this.bearers = codes.stream()
                .distinct()
                .collect(Collectors.groupingBy(code -> folded(plain(code)), TreeMap::new, Collectors.counting()));
    }

    String of(String code) {
        String plain = plain(code);
        boolean alone = bearers.getOrDefault(folded(plain), 0L) <= 1;
        if (alone && plain.length() <= LONGEST) {
            return plain;
        }
        String begin = plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
        return begin + "~"
                + Assets.hash(code)
                        .replaceAll("[^A-Za-z0-9]", "")
                        .substring(6, 14)
                        .toLowerCase(Locale.ROOT);
    }

    private static String plain(String code) {
        StringBuilder plain = new StringBuilder();
        code.codePoints().forEach(point -> {
            boolean twoStops = point == '.' && (plain.isEmpty() || plain.charAt(plain.length() - 1) == '.');
            if ((Character.isLetterOrDigit(point) || "-_.".indexOf(point) >= 0) && !twoStops) {
                plain.appendCodePoint(point);
            } else {
                for (byte one : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    plain.append('~').append("%02X".formatted(one));
                }
            }
        });
        return plain.toString();
    }

    private static String folded(String name) {
        String cut = name.length() <= LONGEST ? name : name.substring(0, LONGEST);
        return Normalizer.normalize(cut, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
