package aftercare.ingest;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** Whether Spark SQL gives the same whenever and by whomever it is run: a rebuilt lake must be the same. */
final class Repeatable {
    /** What depends on when or by whom it is run. */
    private static final Set<String> OF_THE_MOMENT = Set.of(
            "current_date",
            "curdate",
            "current_time",
            "current_timestamp",
            "now",
            "localtimestamp",
            "current_user",
            "session_user",
            "user",
            "current_catalog",
            "current_database",
            "current_schema",
            "current_timezone");
    /** What draws lots, though Spark does not say so of it. */
    private static final Set<String> BY_CHANCE = Set.of("aes_encrypt", "try_aes_encrypt", "version");

    private static final Pattern MOMENT_LITERAL = Pattern.compile(
            "\\b(date|timestamp|timestamp_ntz|timestamp_ltz)\\s*['\"]\\s*(now|today|tomorrow|yesterday)\\b",
            Pattern.CASE_INSENSITIVE);

    private Repeatable() {}

    /** Looks for days that Spark takes from the clock as soon as it reads them. */
    static void checkText(String sql) throws FieldExpressions.Unusable {
        Matcher moment = MOMENT_LITERAL.matcher(sql);
        if (moment.find()) {
            throw new FieldExpressions.Unusable(ofTheMoment(moment.group(2)));
        }
    }

    /** Checks what stands without parentheses and may be a field or a function. */
    static void checkField(String name) throws FieldExpressions.Unusable {
        String key = name.toLowerCase(Locale.ROOT);
        if (OF_THE_MOMENT.contains(key)) {
            throw new FieldExpressions.Unusable(ofTheMoment(key));
        }
    }

    /** Checks the name of a function, before Spark knows what it is. */
    static void checkFunction(String name) throws FieldExpressions.Unusable {
        String key = name.toLowerCase(Locale.ROOT);
        if (BY_CHANCE.contains(key)) {
            throw new FieldExpressions.Unusable(byChance(key));
        }
    }

    /** Checks an expression that Spark has analysed, with all its parts; the innermost cause is named. */
    static void check(Expression part) throws FieldExpressions.Unusable {
        String name = part.prettyName().toLowerCase(Locale.ROOT);
        if (OF_THE_MOMENT.contains(name)) {
            throw new FieldExpressions.Unusable(ofTheMoment(name));
        }
        for (Expression child : asJava(part.children())) {
            check(child);
        }
        if (!part.deterministic()) {
            throw new FieldExpressions.Unusable(byChance(name));
        }
    }

    private static String ofTheMoment(String name) {
        return "it uses " + name + ", which gives something else each time it is run; a rebuilt lake must be the same";
    }

    private static String byChance(String name) {
        return "it uses " + name + ", which need not give the same twice; a rebuilt lake must be the same";
    }
}
