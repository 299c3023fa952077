package aftercare.ingest;

import static scala.jdk.javaapi.CollectionConverters.asJava;
import static scala.jdk.javaapi.CollectionConverters.asScala;

import aftercare.contract.Mapping;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.DateFormatClass;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.StringTranslate;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.catalyst.expressions.UnresolvedNamedLambdaVariable;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Makes the Spark SQL of mappings ready for rows that Spark has not seen yet: its own parser and analyzer read it, and
 * what comes of it is evaluated record by record where files are read, so that lines, splits and replays stay as they
 * are.
 *
 * <p>What would give something else when a lake is rebuilt (chance, the clock) or needs more than one row is refused.
 * Texts are all that an expression sees; Spark converts them as the session of this program does, which makes null of
 * what it cannot convert ({@code spark.sql.ansi.enabled=false}).
 */
final class FieldExpressions {
    /** What fields are called while Spark analyses: their own names could be anything. */
    private static final String FIELD = "_field_";

    private static final Pattern FIELD_NAME = Pattern.compile("(?:`?spark_catalog`?\\.)?`?" + FIELD + "(\\d+)`?");
    private static final int LONGEST_MESSAGE = 300;

    private final SparkSession spark;
    private final ZoneId zone;
    private final Map<String, SparkSession> sessions = new ConcurrentHashMap<>();

    /** @param zone the business zone */
    FieldExpressions(SparkSession spark, ZoneId zone) {
        this.spark = spark;
        this.zone = zone;
    }

    /** Spark SQL that cannot be used, and why. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why);
        }
    }

    /**
     * Compiles what a mapping computes for a source.
     *
     * @param wrong is told of every expression that cannot be used
     */
    RowExpressions compiled(Mapping mapping, String source, Consumer<String> wrong) {
        List<String> fields = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        String decimal = Optional.ofNullable(mapping.format().decimal()).orElse(".");
        Expression where = null;
        String stated = mapping.where(source);
        if (stated != null) {
            try {
                where = condition(stated, zone(mapping, null), fields);
            } catch (Unusable unusable) {
                wrong.accept("where of " + source + ": " + unusable.getMessage());
            }
        }
        for (Map.Entry<String, Mapping.Origin> origin : mapping.origins(source).entrySet()) {
            if (origin.getValue() instanceof Mapping.Origin.Expression sql) {
                try {
                    String read = zone(mapping, sql.treatment().zone());
                    values.add(text(sql.sql(), read, decimal, fields));
                    columns.add(origin.getKey());
                } catch (Unusable unusable) {
                    wrong.accept("expr of " + source + "." + origin.getKey() + ": " + unusable.getMessage());
                }
            }
        }
        return new RowExpressions(List.copyOf(fields), where, List.copyOf(columns), List.copyOf(values));
    }

    /**
     * What can be told of an expression without Spark running.
     *
     * @throws Unusable when it is no expression
     */
    static void checkForm(String sql) throws Unusable {
        parsed(sql);
    }

    private String zone(Mapping mapping, @Nullable String ofColumn) {
        String ofFile = mapping.format().zone();
        return ofColumn != null ? ofColumn : ofFile != null ? ofFile : zone.getId();
    }

    private Expression condition(String sql, String zoneId, List<String> fields) throws Unusable {
        Expression condition = analysed(sql, zoneId, fields);
        if (!(condition.dataType() instanceof BooleanType)) {
            throw new Unusable("it gives a " + condition.dataType().simpleString() + ", and must give true or false");
        }
        return condition;
    }

    private Expression text(String sql, String zoneId, String decimal, List<String> fields) throws Unusable {
        Expression value = analysed(sql, zoneId, fields);
        DataType type = value.dataType();
        if (type instanceof StringType) {
            return value;
        }
        if (type instanceof TimestampType) {
            Literal iso = Literal.create("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", DataTypes.StringType);
            return new DateFormatClass(value, iso, Option.apply(zoneId));
        }
        boolean plain = type instanceof AtomicType || type instanceof NullType;
        if (!plain || type instanceof BinaryType) {
            throw new Unusable("it gives a " + type.simpleString()
                    + ", and a column takes a text, a number, true or false, a day or an instant");
        }
        Expression text = new Cast(value, DataTypes.StringType, Option.apply(zoneId));
        boolean fraction = type instanceof DecimalType || type instanceof DoubleType || type instanceof FloatType;
        return fraction && decimal.equals(",") ? new StringTranslate(text, literal("."), literal(",")) : text;
    }

    private static Literal literal(String text) {
        return Literal.create(text, DataTypes.StringType);
    }

    private static Expression parsed(String sql) throws Unusable {
        Repeatable.checkText(sql);
        try {
            Expression parsed = new CatalystSqlParser().parseExpression(sql);
            if (parsed instanceof Alias alias) {
                throw new Unusable("Spark reads `" + alias.name()
                        + "` at its end as a name for the result; is an operator" + " or a quote missing before it?");
            }
            return parsed;
        } catch (Unusable named) {
            throw named;
        } catch (Exception unreadable) {
            // Spark throws checked exceptions that it does not declare.
            throw new Unusable(plain(unreadable, List.of()));
        }
    }

    private Expression analysed(String sql, String zoneId, List<String> fields) throws Unusable {
        Expression named = named(parsed(sql), fields);
        List<NamedExpression> attributes = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            attributes.add(new AttributeReference(
                    FIELD + i,
                    DataTypes.StringType,
                    true,
                    Metadata.empty(),
                    NamedExpression.newExprId(),
                    asScala(List.<String>of()).toSeq()));
        }
        Expression analysed = inSession(zoneId, session -> analysed(session, named, attributes, fields));
        return replaced(analysed, part -> bound(part, attributes));
    }

    private static Expression bound(Expression part, List<NamedExpression> attributes) {
        for (int i = 0; i < attributes.size(); i++) {
            if (part instanceof AttributeReference reference
                    && reference.exprId().equals(attributes.get(i).exprId())) {
                return new BoundReference(i, DataTypes.StringType, true);
            }
        }
        return part;
    }

    private interface Analysis {
        Expression in(SparkSession session) throws Unusable;
    }

    /** Spark takes the zone of its conversions from the session that is active. */
    private Expression inSession(String zoneId, Analysis analysis) throws Unusable {
        SparkSession own = sessions.computeIfAbsent(zoneId, id -> {
            SparkSession session = spark.newSession();
            session.conf().set("spark.sql.session.timeZone", id);
            // What is used twice would else be computed in a step of its own, and there is only one step.
            session.conf().set("spark.sql.alwaysInlineCommonExpr", "true");
            return session;
        });
        Option<SparkSession> before = SparkSession.getActiveSession();
        SparkSession.setActiveSession(own);
        try {
            return analysis.in(own);
        } finally {
            if (before.isDefined()) {
                SparkSession.setActiveSession(before.get());
            } else {
                SparkSession.clearActiveSession();
            }
        }
    }

    private static Expression analysed(
            SparkSession session, Expression named, List<NamedExpression> attributes, List<String> fields)
            throws Unusable {
        LogicalPlan analysed;
        try {
            LogicalPlan rows = new LocalRelation(
                    asScala(attributes.stream()
                                    .map(each -> (org.apache.spark.sql.catalyst.expressions.Attribute) each)
                                    .toList())
                            .toSeq(),
                    asScala(List.<org.apache.spark.sql.catalyst.InternalRow>of())
                            .toSeq(),
                    false,
                    Option.empty());
            NamedExpression alias = new Alias(
                    named,
                    "value",
                    NamedExpression.newExprId(),
                    asScala(List.<String>of()).toSeq(),
                    Option.empty(),
                    asScala(List.<String>of()).toSeq());
            analysed = ((org.apache.spark.sql.classic.Dataset<?>) org.apache.spark.sql.classic.Dataset.ofRows(
                            (org.apache.spark.sql.classic.SparkSession) session,
                            new Project(asScala(List.of(alias)).toSeq(), rows)))
                    .queryExecution()
                    .analyzed();
        } catch (Exception unusable) {
            // Spark throws checked exceptions that it does not declare.
            throw new Unusable(plain(unusable, fields));
        }
        LogicalPlan plain = ReplaceExpressions.apply(analysed);
        if (!(plain instanceof Project project) || !(project.child() instanceof LocalRelation)) {
            throw new Unusable("it needs more than one row (an aggregate, window or explode); that takes a query");
        }
        Expression value = ((Alias) project.projectList().head()).child();
        check(value);
        return value;
    }

    private static void check(Expression part) throws Unusable {
        Repeatable.check(part);
        checkComputable(part);
    }

    private static void checkComputable(Expression part) throws Unusable {
        for (Expression child : asJava(part.children())) {
            checkComputable(child);
        }
        if (part instanceof Unevaluable && !(part instanceof AttributeReference)) {
            throw new Unusable("it uses " + part.prettyName().toLowerCase(Locale.ROOT)
                    + ", which cannot be computed from the row alone");
        }
    }

    /** Puts our own names in place of the file's, and notes these. */
    private static Expression named(Expression parsed, List<String> fields) throws Unusable {
        Set<String> arguments = new HashSet<>();
        inspect(parsed, arguments);
        return replaced(parsed, part -> {
            if (part instanceof UnresolvedAttribute field) {
                return new UnresolvedAttribute(own(asJava(field.nameParts()), fields));
            }
            if (part instanceof UnresolvedNamedLambdaVariable variable
                    && !arguments.contains(key(variable.nameParts().head()))) {
                return new UnresolvedNamedLambdaVariable(own(asJava(variable.nameParts()), fields));
            }
            return part;
        });
    }

    private static void inspect(Expression part, Set<String> arguments) throws Unusable {
        if (part instanceof PlanExpression<?>) {
            throw new Unusable("it holds a query of its own; that takes a mapping with tables and a query");
        }
        if (part instanceof Star) {
            throw new Unusable("it uses *; name the fields instead");
        }
        if (part instanceof UnresolvedFunction function) {
            Repeatable.checkFunction(function.nameParts().last());
        }
        if (part instanceof UnresolvedAttribute field && field.nameParts().size() == 1) {
            Repeatable.checkField(field.nameParts().head());
        }
        if (part instanceof LambdaFunction lambda) {
            asJava(lambda.arguments()).forEach(argument -> arguments.add(key(argument.name())));
        }
        for (Expression child : asJava(part.children())) {
            inspect(child, arguments);
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static scala.collection.immutable.Seq<String> own(List<String> nameParts, List<String> fields) {
        String name = String.join(".", nameParts);
        if (!fields.contains(name)) {
            fields.add(name);
        }
        return asScala(List.of(FIELD + fields.indexOf(name))).toSeq();
    }

    static Expression replaced(Expression part, UnaryOperator<Expression> replacement) {
        List<Expression> children = new ArrayList<>();
        boolean changed = false;
        for (Expression child : asJava(part.children())) {
            Expression other = replaced(child, replacement);
            children.add(other);
            changed |= other != child;
        }
        Expression with = changed ? part.withNewChildren(asScala(children).toSeq()) : part;
        return replacement.apply(with);
    }

    /** The first sentence of what Spark says, in the file's own names. */
    static String plain(Exception unusable, List<String> fields) {
        String message = String.valueOf(unusable.getMessage()).strip();
        String first = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        first = first.replaceFirst("^\\[[A-Z0-9_.]+\\]\\s*", "")
                .replaceFirst("\\s*SQLSTATE: \\w+.*$", "")
                .replaceFirst("\\.+$", "");
        Map<Integer, String> names = new TreeMap<>();
        for (int i = 0; i < fields.size(); i++) {
            names.put(i, fields.get(i));
        }
        String told = FIELD_NAME
                .matcher(first)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "`" + names.getOrDefault(Integer.parseInt(found.group(1)), "?") + "`"));
        return "Spark says: " + (told.length() > LONGEST_MESSAGE ? told.substring(0, LONGEST_MESSAGE) + "…" : told);
    }
}
