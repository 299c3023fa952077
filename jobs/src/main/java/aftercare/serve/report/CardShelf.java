package aftercare.serve.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The cards that the marts of an edition can answer. */
final class CardShelf {
    private static final Pattern TABLE = Pattern.compile("marts\\.([a-z_]+)");

    private final Edition edition;

    CardShelf(Edition edition) {
        this.edition = edition;
    }

    /** The card; empty where there is none of that name or the marts lack a table that it reads. */
    Optional<Card> card(String name) {
        try (InputStream file = CardShelf.class.getResourceAsStream("/dashboards/report/" + name + ".sql")) {
            if (file == null) {
                return Optional.empty();
            }
            String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            List<String> tables = TABLE.matcher(sql)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .distinct()
                    .toList();
            if (!edition.tables().containsAll(tables)) {
                return Optional.empty();
            }
            return Optional.of(new Card(name, sql.replace("{{month}}", "'" + edition.month() + "'"), tables));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
