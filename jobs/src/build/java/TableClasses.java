import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Writes one Java class per contract below {@code schemas/}: the names of its columns, its Spark schema, and typed
 * reading and writing of its rows. So a column that is renamed in a contract fails where it is used, when it is
 * compiled. Writes the list of all measures too: a gold table is computed by the class below {@code aftercare.measure}
 * that has its name, {@code ServiceTypeMonth} for service_type_month. Started by the build, as a single file; a class
 * that has not changed is not written again, so that nothing is compiled for it.
 */
public final class TableClasses {
    private static final String PACKAGE = "aftercare.table";
    private static final String LIST_PACKAGE = "aftercare.cli";
    private static final String MEASURES = "aftercare/measure";
    private static final List<String> FOLDERS = List.of("sources", "books", "gold");
    private static final String MAP = "map(string,long)";
    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+),\\s*(\\d+)\\)");

    private TableClasses() {}

    /** A column as Java sees it. */
    private record Column(String name, String type, boolean required, String says) {
        String constant() {
            return name.toUpperCase(Locale.ROOT);
        }

        String method() {
            StringBuilder camel = new StringBuilder();
            for (String word : name.split("_")) {
                camel.append(camel.length() == 0 ? word : capital(word));
            }
            return SourceVersion.isKeyword(camel) ? camel + "Value" : camel.toString();
        }

        String javaType() {
            return switch (kind()) {
                case "string" -> "String";
                case "int" -> required ? "int" : "Integer";
                case "long" -> required ? "long" : "Long";
                case "double" -> required ? "double" : "Double";
                case "boolean" -> required ? "boolean" : "Boolean";
                case "date" -> "LocalDate";
                case "timestamp" -> "Instant";
                case "decimal" -> "BigDecimal";
                case MAP -> "Map<String, Long>";
                default -> throw new IllegalArgumentException(name + " has the unknown type " + type);
            };
        }

        String boxedType() {
            return switch (javaType()) {
                case "int" -> "Integer";
                case "long" -> "Long";
                case "double" -> "Double";
                case "boolean" -> "Boolean";
                default -> javaType();
            };
        }

        String reader() {
            String reader =
                    switch (kind()) {
                        case "string" -> "text";
                        case "int" -> "whole";
                        case "long" -> "count";
                        case "double" -> "number";
                        case "boolean" -> "truth";
                        case "date" -> "day";
                        case "timestamp" -> "instant";
                        case MAP -> "counts";
                        default -> "amount";
                    };
            return required && !javaType().equals(boxedType()) ? reader : reader + "OrNull";
        }

        String sparkType() {
            Matcher decimal = DECIMAL.matcher(type);
            if (decimal.matches()) {
                return "DataTypes.createDecimalType(" + decimal.group(1) + ", " + decimal.group(2) + ")";
            }
            return switch (type) {
                case "string" -> "DataTypes.StringType";
                case "int" -> "DataTypes.IntegerType";
                case "long" -> "DataTypes.LongType";
                case "double" -> "DataTypes.DoubleType";
                case "boolean" -> "DataTypes.BooleanType";
                case "date" -> "DataTypes.DateType";
                case MAP -> "DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType)";
                default -> "DataTypes.TimestampType";
            };
        }

        private String kind() {
            return type.startsWith("decimal") ? "decimal" : type;
        }
    }

    /** Takes the folder of the schemas, which lies beside that of the jobs, and the folder to write to. */
    public static void main(String[] args) throws IOException {
        Path schemas = Path.of(args[0]);
        Path sources = schemas.resolveSibling("jobs").resolve("src/main/java");
        Path folder = Path.of(args[1]).resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(folder);
        Set<Path> written = new TreeSet<>();
        Map<String, String> tables = new TreeMap<>();
        Set<String> measures = new TreeSet<>();
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        for (String kind : FOLDERS) {
            for (Path file : files(schemas.resolve(kind))) {
                JsonNode contract = yaml.readTree(file.toFile());
                String name = contract.path(kind.equals("sources") ? "source" : "table")
                        .asText();
                Path target = folder.resolve(className(name) + "Table.java");
                written.add(target);
                tables.put(name, contract.path("title").asText());
                if (kind.equals("gold") && !contract.has("written_by")) {
                    measures.add(className(name));
                }
                String text =
                        text(name, "schemas/" + kind + "/" + file.getFileName(), contract, !kind.equals("sources"));
                write(target, text);
            }
        }
        Path names = folder.resolve("Tables.java");
        written.add(names);
        write(names, names(tables));
        for (Path old : files(folder)) {
            if (!written.contains(old)) {
                Files.delete(old);
            }
        }
        Path list = Path.of(args[1]).resolve(LIST_PACKAGE.replace('.', '/')).resolve("Measures.java");
        Files.createDirectories(list.getParent());
        write(list, measures(measures, sources));
    }

    /** A class that is not written yet is left out, so that its author has the columns to write it with. */
    private static String measures(Set<String> names, Path sources) throws IOException {
        List<String> made = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources.resolve(MEASURES))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (names.contains(name)) {
                    String takes = Files.readString(file).contains("public " + name + "(Contracts ") ? "contracts" : "";
                    String path = sources.relativize(file.resolveSibling(name)).toString();
                    made.add("new " + path.replace('/', '.').replace('\\', '.') + "(" + takes + ")");
                }
            }
        }
        StringBuilder out = new StringBuilder();
        line(out, "package " + LIST_PACKAGE + ";");
        line(out, "");
        line(out, "import aftercare.contract.Contracts;");
        line(out, "import aftercare.measure.api.Measure;");
        line(out, "import java.util.List;");
        line(out, "import javax.annotation.processing.Generated;");
        line(out, "");
        line(out, "/** All measures; the order in which they run follows from what they read. */");
        line(out, "@Generated(\"schemas/gold\")");
        line(out, "final class Measures {");
        line(out, "    private Measures() {}");
        line(out, "");
        line(out, "    static List<Measure> all(Contracts contracts) {");
        line(out, "        return List.of(");
        line(out, "                " + String.join(",\n                ", made) + ");");
        line(out, "    }");
        line(out, "}");
        return out.toString();
    }

    private static void write(Path target, String text) throws IOException {
        if (!Files.exists(target) || !Files.readString(target).equals(text)) {
            Files.writeString(target, text);
        }
    }

    private static String names(Map<String, String> tables) {
        StringBuilder out = new StringBuilder();
        line(out, "package " + PACKAGE + ";");
        line(out, "");
        line(out, "import javax.annotation.processing.Generated;");
        line(out, "");
        line(out, "/** The names of all tables that have a contract. */");
        line(out, "@Generated(\"schemas\")");
        line(out, "public final class Tables {");
        tables.forEach((name, title) -> {
            line(out, "    /** " + title + ". */");
            line(out, "    public static final String " + name.toUpperCase(Locale.ROOT) + " = \"" + name + "\";");
            line(out, "");
        });
        line(out, "    private Tables() {}");
        line(out, "}");
        return out.toString();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String className(String table) {
        StringBuilder name = new StringBuilder();
        for (String word : table.split("_")) {
            name.append(capital(word));
        }
        return name.toString();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /**
     * The columns of a contract.
     *
     * @param withDropped also those that are dropped on loading: they have names, and no place in rows
     */
    private static List<Column> columns(JsonNode contract, boolean withDropped) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : contract.path("columns")) {
            String pii = column.path("pii").asText();
            if (withDropped || !pii.equals("drop")) {
                columns.add(new Column(
                        column.path("name").asText(),
                        pii.equals("hash") ? "string" : column.path("type").asText(),
                        column.path("required").asBoolean() || column.has("default"),
                        column.path("description")
                                .asText()
                                .replace("*/", "* /")
                                .replace("@", "&#64;")
                                .replace("&", "&amp;")
                                .replace("&amp;#64;", "&#64;")
                                .replace("<", "&lt;")));
            }
        }
        return columns;
    }

    private static String text(String table, String file, JsonNode contract, boolean writes) {
        List<Column> columns = columns(contract, false);
        String name = className(table) + "Table";
        StringBuilder out = new StringBuilder();
        line(out, "package " + PACKAGE + ";");
        line(out, "");
        line(out, "import java.math.BigDecimal;");
        line(out, "import java.time.Instant;");
        line(out, "import java.time.LocalDate;");
        line(out, "import java.util.Map;");
        line(out, "import javax.annotation.processing.Generated;");
        line(out, "import org.apache.spark.sql.Row;");
        line(out, "import org.apache.spark.sql.types.DataTypes;");
        line(out, "import org.apache.spark.sql.types.StructType;");
        line(out, "import org.jspecify.annotations.Nullable;");
        line(out, "");
        line(out, "/** The columns of " + table + ", as {@code " + file + "} has them. */");
        line(out, "@Generated(\"" + file + "\")");
        line(out, "@SuppressWarnings(\"UnusedImport\")");
        line(out, "public final class " + name + " {");
        for (Column column : columns(contract, true)) {
            line(out, "    /** " + column.says() + (columns.contains(column) ? "" : " Dropped on loading.") + " */");
            line(out, "    public static final String " + column.constant() + " = \"" + column.name() + "\";");
        }
        line(out, "");
        line(out, "    /** All columns of its rows, in order. */");
        line(out, "    public static final StructType SCHEMA = new StructType()");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            line(
                    out,
                    "            .add(" + column.constant() + ", " + column.sparkType() + ")"
                            + (i == columns.size() - 1 ? ";" : ""));
        }
        line(out, "");
        line(out, "    private " + name + "() {}");
        line(out, "");
        line(out, "    /** Reads a row that has some of these columns, in any order, among others. */");
        line(out, "    public static Values of(Row row) {");
        line(out, "        return new Values(row);");
        line(out, "    }");
        line(out, "");
        line(out, "    /**");
        line(out, "     * A row, read by the names of its columns.");
        line(out, "     *");
        line(out, "     * @param row the row as Spark has it");
        line(out, "     */");
        line(out, "    public record Values(Row row) {");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean nullable = !column.required();
            line(
                    out,
                    (i == 0 ? "" : "\n") + "        public " + (nullable ? "@Nullable " : "") + column.javaType() + " "
                            + column.method() + "() {");
            line(out, "            return Cells." + column.reader() + "(row, " + column.constant() + ");");
            line(out, "        }");
        }
        line(out, "    }");
        if (writes) {
            builder(out, columns);
        }
        line(out, "}");
        return out.toString();
    }

    private static void builder(StringBuilder out, List<Column> columns) {
        line(out, "");
        line(out, "    /** Begins a new row; columns that are not given are null. */");
        line(out, "    public static Builder row() {");
        line(out, "        return new Builder();");
        line(out, "    }");
        line(out, "");
        line(out, "    /** A row that is filled in by the names of its columns. */");
        line(out, "    public static final class Builder {");
        line(out, "        private final Object[] values = new Object[" + columns.size() + "];");
        line(out, "");
        line(out, "        private Builder() {}");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            line(out, "");
            line(
                    out,
                    "        public Builder " + column.method() + "(" + (column.required() ? "" : "@Nullable ")
                            + column.javaType() + " value) {");
            line(out, "            values[" + i + "] = Cells.stored(value);");
            line(out, "            return this;");
            line(out, "        }");
        }
        line(out, "");
        line(out, "        /** The row, with all columns in order. */");
        line(out, "        public Row build() {");
        line(out, "            return Cells.row(SCHEMA, values);");
        line(out, "        }");
        line(out, "    }");
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append('\n');
    }
}
