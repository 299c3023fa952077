package aftercare.ingest;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Mapping;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers that are looked for in a file; they tell its header from title rows.
 *
 * @param names the headers, as {@link Header#normal} spells them
 */
record Wanted(Set<String> names) implements Serializable {
    /** Of a file of which nobody knows what it should hold. */
    static final Wanted NOTHING = new Wanted(Set.of());

    /** A name in SQL; texts in quotes are gone over, since they are values. */
    private static final Pattern NAME_IN_SQL =
            Pattern.compile("'[^']*'|\"[^\"]*\"|`([^`]+)`|([\\p{L}_][\\p{L}\\p{N}_]*)");

    /** What sources, or the mapping that feeds them, look for. */
    static Wanted of(Collection<Contract> sources, @Nullable Mapping mapping) {
        Set<String> names = new HashSet<>();
        if (mapping == null) {
            for (Contract source : sources) {
                for (Column column : source.columns()) {
                    add(names, column.name());
                    column.aliases().forEach(alias -> add(names, alias));
                }
            }
        } else {
            mapping.format().fillDown().forEach(name -> add(names, name));
            mapping.tables().values().forEach(table -> table.format().fillDown().forEach(name -> add(names, name)));
            for (String source : mapping.into().keySet()) {
                mapping.origins(source).values().forEach(origin -> add(names, origin));
                addOfSql(names, mapping.where(source));
                addOfSql(names, mapping.query(source));
            }
        }
        return new Wanted(Set.copyOf(names));
    }

    private static void add(Set<String> names, Mapping.Origin origin) {
        if (origin instanceof Mapping.Origin.Field field) {
            add(names, field.header());
        } else if (origin instanceof Mapping.Origin.Join join) {
            join.headers().forEach(header -> add(names, header));
        } else if (origin instanceof Mapping.Origin.Lookup lookup) {
            add(names, lookup.header());
        } else if (origin instanceof Mapping.Origin.Expression expression) {
            addOfSql(names, expression.sql());
        }
        origin.treatment().plus().values().forEach(header -> add(names, header));
    }

    /** Words of a query that are no header do no harm: no file has them as one. */
    private static void addOfSql(Set<String> names, @Nullable String sql) {
        namesIn(sql == null ? "" : sql).forEach(name -> add(names, name));
    }

    /** The words of a query that may be names of fields. */
    static Set<String> namesIn(String sql) {
        Set<String> names = new LinkedHashSet<>();
        Matcher name = NAME_IN_SQL.matcher(sql);
        while (name.find()) {
            String found = name.group(1) == null ? name.group(2) : name.group(1);
            if (found != null) {
                names.add(found);
            }
        }
        return names;
    }

    private static void add(Set<String> names, String header) {
        String normal = Header.normal(header);
        if (!normal.isEmpty()) {
            names.add(normal);
        }
    }

    /** These and others. */
    Wanted and(String... others) {
        Set<String> all = new HashSet<>(names);
        for (String other : others) {
            add(all, other);
        }
        return new Wanted(Set.copyOf(all));
    }

    boolean has(@Nullable String header) {
        return header != null && names.contains(Header.normal(header));
    }

    /** How many different headers of a row are looked for. */
    int among(List<@Nullable String> row) {
        Set<String> found = new HashSet<>();
        for (String field : row) {
            if (has(field)) {
                found.add(Header.normal(String.valueOf(field)));
            }
        }
        return found.size();
    }
}
