package aftercare.ingest;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import aftercare.config.DidYouMean;
import aftercare.contract.Column;
import aftercare.contract.Contract;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.ArraySort;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.SortArray;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.Collect;
import org.apache.spark.sql.catalyst.expressions.aggregate.ListAgg;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;

/**
 * The query of a mapping: one select that reads its tables and nothing else, and gives the same each time.
 *
 * <p>Spark would read any file that a query names, run programs ({@code transform}), call Java ({@code reflect}) and
 * change tables. So what a query consists of is compared with what a select over tables needs, before Spark analyses it
 * and once more afterwards; all else is refused, also what a later Spark may add.
 */
final class TableQuery {
    /** Parts of a select over tables, as the parser reads and as the analyzer leaves them. */
    private static final Set<String> PARTS = Set.of(
            "Aggregate",
            "CTERelationDef",
            "CTERelationRef",
            "Distinct",
            "Except",
            "Expand",
            "Filter",
            "Generate",
            "Intersect",
            "Join",
            "LateralJoin",
            "LocalRelation",
            "LogicalRDD",
            "OneRowRelation",
            "Pivot",
            "Project",
            "Range",
            "ResolvedInlineTable",
            "Sort",
            "SubqueryAlias",
            "Union",
            "Unpivot",
            "UnresolvedHaving",
            "UnresolvedInlineTable",
            "UnresolvedRelation",
            "UnresolvedSubqueryColumnAliases",
            "UnresolvedTVFAliases",
            "UnresolvedTableValuedFunction",
            "UnresolvedWith",
            "View",
            "Window",
            "WithCTE",
            "WithWindowDefinition");

    /** What people write who know SQL, and why it is not taken. */
    private static final Map<String, String> NO_PARTS = Map.of(
            "GlobalLimit", "it uses limit, which need not take the same rows twice; choose them by a condition",
            "LocalLimit", "it uses limit, which need not take the same rows twice; choose them by a condition",
            "Offset", "it uses offset, which need not take the same rows twice; choose them by a condition",
            "Sample", "it uses tablesample, which need not take the same rows twice; choose them by a condition",
            "UnresolvedHint", "it holds a hint, which a mapping does not need; leave it out",
            "ScriptTransformation", "it runs a program (transform using), and a mapping may not");

    /** Functions that make rows of their arguments alone. */
    private static final Set<String> TABLE_FUNCTIONS = Set.of(
            "range",
            "explode",
            "explode_outer",
            "posexplode",
            "posexplode_outer",
            "inline",
            "inline_outer",
            "stack",
            "json_tuple");

    /** Aggregates that hang on the order of rows, where they state none. */
    private static final Set<String> OF_THE_ORDER = Set.of(
            "first",
            "first_value",
            "last",
            "last_value",
            "any_value",
            "collect_list",
            "array_agg",
            "collect_set",
            "listagg",
            "string_agg",
            "mode",
            "approx_percentile",
            "percentile_approx",
            "histogram_numeric");

    private final LogicalPlan plan;
    private final Set<String> reads;

    private TableQuery(LogicalPlan plan, Set<String> reads) {
        this.plan = plan;
        this.reads = Set.copyOf(reads);
    }

    /**
     * Reads a query, without Spark running.
     *
     * @param tables the names of the tables there are
     * @throws FieldExpressions.Unusable when it is no select, or one that may not run
     */
    static TableQuery parsed(String sql, Set<String> tables) throws FieldExpressions.Unusable {
        Repeatable.checkText(sql);
        LogicalPlan plan;
        try {
            plan = new CatalystSqlParser().parsePlan(sql);
        } catch (Exception unreadable) {
            // Spark throws checked exceptions that it does not declare.
            throw new FieldExpressions.Unusable(FieldExpressions.plain(unreadable, List.of()));
        }
        Set<String> own = new HashSet<>();
        ownNames(plan, tables, own);
        Set<String> reads = new TreeSet<>();
        check(plan, tables, own, reads);
        return new TableQuery(plan, reads);
    }

    /** The tables that it reads. */
    Set<String> reads() {
        return reads;
    }

    /** Notes the names that a query gives to parts of itself ({@code with}). */
    private static void ownNames(LogicalPlan part, Set<String> tables, Set<String> own)
            throws FieldExpressions.Unusable {
        if (part instanceof UnresolvedWith with) {
            for (var named : asJava(with.cteRelations())) {
                String name = key(named._1());
                if (tables.contains(name)) {
                    throw new FieldExpressions.Unusable(
                            "its with calls a part " + name + ", as a table is called; give the part another name");
                }
                own.add(name);
            }
        }
        for (LogicalPlan child : children(part)) {
            ownNames(child, tables, own);
        }
    }

    private static void check(LogicalPlan part, Set<String> tables, Set<String> own, Set<String> reads)
            throws FieldExpressions.Unusable {
        checkPart(part);
        if (part instanceof UnresolvedRelation relation) {
            List<String> names = asJava(relation.multipartIdentifier());
            String name = key(String.join(".", names));
            boolean plain = names.size() == 1 && relation.options().isEmpty() && !relation.isStreaming();
            if (!plain || !(tables.contains(name) || own.contains(name))) {
                throw new FieldExpressions.Unusable("it reads " + String.join(".", names)
                        + ", and a query reads the tables of its mapping alone: " + String.join(", ", tables));
            }
            if (tables.contains(name)) {
                reads.add(name);
            }
        }
        if (part instanceof UnresolvedTableValuedFunction function) {
            String name = key(String.join(".", asJava(function.name())));
            if (!TABLE_FUNCTIONS.contains(name)) {
                throw new FieldExpressions.Unusable(
                        "it reads rows of " + name + "(), and a query reads the tables of its mapping alone");
            }
        }
        for (Expression expression : asJava(part.expressions())) {
            checkNames(expression);
        }
        for (LogicalPlan child : children(part)) {
            check(child, tables, own, reads);
        }
    }

    private static void checkPart(LogicalPlan part) throws FieldExpressions.Unusable {
        String name = part.nodeName();
        if (NO_PARTS.containsKey(name)) {
            throw new FieldExpressions.Unusable(NO_PARTS.getOrDefault(name, ""));
        }
        if (part instanceof Command || !PARTS.contains(name)) {
            throw new FieldExpressions.Unusable("it is no plain select over tables (Spark reads it as " + name + ")");
        }
    }

    private static void checkNames(Expression part) throws FieldExpressions.Unusable {
        if (part instanceof UnresolvedFunction function) {
            Repeatable.checkFunction(function.nameParts().last());
        }
        if (part instanceof UnresolvedAttribute field && field.nameParts().size() == 1) {
            Repeatable.checkField(field.nameParts().head());
        }
        for (Expression child : asJava(part.children())) {
            checkNames(child);
        }
    }

    /** The parts of a part, those in expressions and behind {@code with} included. */
    private static List<LogicalPlan> children(LogicalPlan part) {
        List<LogicalPlan> children = new java.util.ArrayList<>(asJava(part.children()));
        for (TreeNode<?> inner : asJava(part.innerChildren())) {
            if (inner instanceof LogicalPlan plan) {
                children.add(plan);
            }
        }
        for (TreeNode<?> inner : asJava(part.subqueries())) {
            if (inner instanceof LogicalPlan plan && !children.contains(plan)) {
                children.add(plan);
            }
        }
        return children;
    }

    /**
     * Has Spark analyse the query over tables that a session holds; nothing is read yet.
     *
     * @param session a session of its own, whose temporary views are the tables
     * @param contract the source that the rows are for
     * @return the rows, with the columns of the source that the query gives
     * @throws FieldExpressions.Unusable when Spark cannot, or what it gives is not what the source needs
     */
    Dataset<Row> over(SparkSession session, Contract contract) throws FieldExpressions.Unusable {
        Dataset<Row> rows;
        try {
            rows = org.apache.spark.sql.classic.Dataset.ofRows(
                    (org.apache.spark.sql.classic.SparkSession) session, plan);
        } catch (Exception unusable) {
            // Spark throws checked exceptions that it does not declare.
            throw new FieldExpressions.Unusable(FieldExpressions.plain(unusable, List.of()));
        }
        checkAnalysed(((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .analyzed());
        return named(rows, contract);
    }

    private static void checkAnalysed(LogicalPlan part) throws FieldExpressions.Unusable {
        checkPart(part);
        for (Expression expression : asJava(part.expressions())) {
            Expression plain = FieldExpressions.replaced(expression, TableQuery::withoutSortedLists);
            Repeatable.check(plain);
            checkOrder(plain);
        }
        for (LogicalPlan child : children(part)) {
            checkAnalysed(child);
        }
    }

    /** A list that is sorted is the same in whatever order its values were met. */
    private static Expression withoutSortedLists(Expression part) {
        boolean sorted = (part instanceof SortArray || part instanceof ArraySort)
                && asJava(part.children()).get(0) instanceof AggregateExpression aggregate
                && aggregate.aggregateFunction() instanceof Collect<?>;
        return sorted ? Literal.create(null, part.dataType()) : part;
    }

    /** Looks for what hangs on the order in which rows are met, which Spark takes for the same each time. */
    private static void checkOrder(Expression part) throws FieldExpressions.Unusable {
        if (part instanceof WindowExpression window
                && !window.windowSpec().orderSpec().isEmpty()) {
            return;
        }
        if (part instanceof AggregateExpression aggregate) {
            String name = aggregate.aggregateFunction().prettyName();
            boolean ordered = aggregate.aggregateFunction() instanceof ListAgg list
                    && !list.orderExpressions().isEmpty();
            if (OF_THE_ORDER.contains(name) && !ordered) {
                throw new FieldExpressions.Unusable("it uses " + name
                        + ", which hangs on the order in which rows are met; say the order: min, max,"
                        + " max_by(value, at), sort_array(collect_list(value))");
            }
        }
        for (Expression child : asJava(part.children())) {
            checkOrder(child);
        }
    }

    /** The rows under the names of the source's columns. */
    private static Dataset<Row> named(Dataset<Row> rows, Contract contract) throws FieldExpressions.Unusable {
        List<String> known = contract.columns().stream().map(Column::name).toList();
        Set<String> given = new HashSet<>();
        for (StructField field : rows.schema().fields()) {
            String name = key(field.name());
            if (!known.contains(name)) {
                throw new FieldExpressions.Unusable("it gives `" + field.name() + "`, and the source "
                        + contract.source() + " has no such column"
                        + DidYouMean.among(known, name)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; name what it gives: ... as " + known.get(0)));
            }
            if (!given.add(name)) {
                throw new FieldExpressions.Unusable("it gives " + name + " twice");
            }
            checkType(field);
        }
        List<String> lacking = contract.columns().stream()
                .filter(column -> column.required() && column.defaultValue() == null)
                .map(Column::name)
                .filter(name -> !given.contains(name))
                .toList();
        if (!lacking.isEmpty()) {
            throw new FieldExpressions.Unusable(
                    "the source " + contract.source() + " needs " + String.join(", ", lacking) + " too");
        }
        return rows.toDF(Arrays.stream(rows.columns()).map(TableQuery::key).toArray(String[]::new));
    }

    private static void checkType(StructField field) throws FieldExpressions.Unusable {
        DataType type = field.dataType();
        boolean plain = type instanceof AtomicType || type instanceof NullType;
        if (!plain || type instanceof BinaryType) {
            throw new FieldExpressions.Unusable("it gives a " + type.simpleString() + " for " + field.name()
                    + ", and a column takes a text, a number, true or false, a day or an instant");
        }
    }

    /** Spark's name of what failed while a query ran; empty when it is no fault of the query. */
    static Optional<String> fault(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String condition = cause instanceof org.apache.spark.SparkThrowable known ? known.getCondition() : null;
        return Optional.ofNullable(condition).map(name -> name.toLowerCase(Locale.ROOT)
                .replace('_', ' '));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
