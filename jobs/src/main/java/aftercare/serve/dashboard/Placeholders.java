package aftercare.serve.dashboard;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a card gives to a query that it shares with others: {@code ${metric}} in it stands for a name or number. */
final class Placeholders {
    private static final Pattern NAME = Pattern.compile("\\$\\{([a-z][a-z0-9_]*)}");

    private Placeholders() {}

    /**
     * The query with everything put in.
     *
     * @throws IllegalArgumentException when the query asks for other names than are given
     */
    static String fill(String sql, Map<String, String> given) {
        Set<String> asked =
                NAME.matcher(sql).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
        if (!asked.equals(given.keySet())) {
            throw new IllegalArgumentException(
                    "it asks for " + asked + " and is given " + new TreeSet<>(given.keySet()));
        }
        return NAME.matcher(sql).replaceAll((MatchResult name) -> given.get(name.group(1)));
    }
}
