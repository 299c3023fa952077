package aftercare.ingest.map;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which of many possible pairs to take so that no column and no field is taken twice: the best first, then exchanged
 * as long as two columns are better off with one another's fields.
 *
 * @param <T> a pair
 */
final class FieldAssignment<T> {
    private static final double WORTH_IT = 1e-6;

    private final Map<String, Map<Object, T>> pairs = new LinkedHashMap<>();
    private final ToDoubleFunction<T> score;
    private final Map<String, Object> fieldOf = new LinkedHashMap<>();
    private final Map<Object, String> columnOf = new HashMap<>();

    FieldAssignment(List<T> all, Function<T, String> column, Function<T, Object> field, ToDoubleFunction<T> score) {
        this.score = score;
        List<T> bestFirst = new ArrayList<>(all);
        bestFirst.sort(Comparator.comparingDouble(score).reversed());
        for (T pair : bestFirst) {
            pairs.computeIfAbsent(column.apply(pair), any -> new LinkedHashMap<>())
                    .putIfAbsent(field.apply(pair), pair);
        }
        for (T pair : bestFirst) {
            if (!fieldOf.containsKey(column.apply(pair)) && !columnOf.containsKey(field.apply(pair))) {
                put(column.apply(pair), field.apply(pair));
            }
        }
    }

    Collection<T> best() {
        boolean better = true;
        while (better) {
            better = false;
            for (Map.Entry<String, Map<Object, T>> column : pairs.entrySet()) {
                for (Object wanted : List.copyOf(column.getValue().keySet())) {
                    better |= takes(column.getKey(), wanted);
                }
            }
        }
        List<T> taken = new ArrayList<>();
        fieldOf.forEach((column, field) -> taken.add(of(column).get(field)));
        return taken;
    }

    /** Gives a column a field that another has, when the other does well enough with the first one's or a free one. */
    private boolean takes(String column, Object wanted) {
        String owner = columnOf.get(wanted);
        Object own = fieldOf.get(column);
        if (column.equals(owner)) {
            return false;
        }
        double gain = value(column, wanted) - value(column, own);
        if (owner == null) {
            return gain > WORTH_IT && moved(column, own, wanted);
        }
        Object instead = null;
        double loss = value(owner, wanted);
        for (Map.Entry<Object, T> other : of(owner).entrySet()) {
            boolean free =
                    !columnOf.containsKey(other.getKey()) || other.getKey().equals(own);
            double less = value(owner, wanted) - score.applyAsDouble(other.getValue());
            if (free && !other.getKey().equals(wanted) && less < loss) {
                loss = less;
                instead = other.getKey();
            }
        }
        if (gain - loss <= WORTH_IT) {
            return false;
        }
        remove(column, own);
        remove(owner, wanted);
        put(column, wanted);
        if (instead != null) {
            put(owner, instead);
        }
        return true;
    }

    private boolean moved(String column, @Nullable Object from, Object to) {
        remove(column, from);
        put(column, to);
        return true;
    }

    private Map<Object, T> of(String column) {
        return pairs.getOrDefault(column, Map.of());
    }

    private double value(String column, @Nullable Object field) {
        T pair = field == null ? null : of(column).get(field);
        return pair == null ? 0 : score.applyAsDouble(pair);
    }

    private void put(String column, Object field) {
        fieldOf.put(column, field);
        columnOf.put(field, column);
    }

    private void remove(String column, @Nullable Object field) {
        if (field != null) {
            fieldOf.remove(column);
            columnOf.remove(field);
        }
    }
}
