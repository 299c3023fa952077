package aftercare.measure.evidence;

import aftercare.contract.ColumnType;
import aftercare.contract.GoldContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key of a row as people write it: its values in the order of the key, or each with the name of its column. */
final class RowKey {
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern NAMED = Pattern.compile("(?:^|,)\\s*([a-z][a-z0-9_]*)=");

    private RowKey() {}

    /**
     * Reads a key, such as {@code 2026-10,O1} or {@code month=2026-10,outlet_id=O1}. Of values without names the last
     * one may hold commas.
     *
     * @throws aftercare.config.AftercareException AFC-1108 when it has too few parts, or others
     */
    static Map<String, String> parse(GoldContract contract, String text) {
        List<String> names = contract.key();
        Map<String, String> parts = new LinkedHashMap<>();
        Matcher named = NAMED.matcher(text);
        if (named.lookingAt()) {
            String name = named.group(1);
            int from = named.end();
            while (named.find()) {
                if (names.contains(named.group(1))) {
                    parts.put(name, text.substring(from, named.start()).strip());
                    name = named.group(1);
                    from = named.end();
                }
            }
            parts.put(name, text.substring(from).strip());
        } else {
            String[] values = text.split(",", names.size());
            for (int i = 0; i < Math.min(values.length, names.size()); i++) {
                parts.put(names.get(i), values[i].strip());
            }
        }
        if (!parts.keySet().equals(java.util.Set.copyOf(names))) {
            throw EvidenceErrors.badKey(contract, text);
        }
        Map<String, String> key = new LinkedHashMap<>();
        for (String name : names) {
            String value = parts.get(name);
            boolean isDay = contract.column(name).orElseThrow().type().kind() == ColumnType.Kind.DATE;
            key.put(name, isDay && MONTH.matcher(value).matches() ? value + "-01" : value);
        }
        return key;
    }
}
