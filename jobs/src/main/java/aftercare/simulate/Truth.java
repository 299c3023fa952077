package aftercare.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * truth.json: what is planted and what the files hold, counted while they were written.
 *
 * <p>Keys: {@code seed}, {@code options}, {@code files} (per file: rows, refused, duplicates, older,
 * unknown_references, keys), {@code sources} (the same, summed), {@code orders} (orders, completed, repeats,
 * late_reported),
 * {@code true_delay}, {@code age_rate}, {@code season}, {@code model_rates}, {@code outlets}, {@code satisfaction},
 * and, when planted, {@code repeating_outlet}, {@code flawed_batch}, {@code lacking_skill}, {@code effective_course},
 * {@code useless_course}, {@code fraudulent_claims}, {@code survey_on_five_points}.
 */
final class Truth {
    private final CompanyGenerator.World world;
    private final SortedMap<String, Count> files = new TreeMap<>();
    private final Tally tally = new Tally();

    Truth(CompanyGenerator.World world) {
        this.world = world;
    }

    void add(Tally month) {
        tally.add(month);
    }

    void add(Delivery delivery) {
        Count[] counts = delivery.counts();
        for (int month = 0; month < counts.length; month++) {
            if (counts[month] != null) {
                add(delivery.source().file(month), counts[month]);
            }
        }
    }

    void add(String file, Count count) {
        files.computeIfAbsent(file, none -> new Count()).add(count);
    }

    GeneratedCompany write() throws IOException {
        GenerateOptions options = world.options();
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("seed", options.seed());
        truth.put("options", options(options));
        SortedMap<String, Count> sources = sources();
        truth.put("sources", asMaps(sources));
        truth.put("orders", orders());
        new PlantedTruth(world, tally).addTo(truth);
        truth.put("files", asMaps(files));
        Path path = options.out().resolve("truth.json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(path.toFile(), truth);
        SortedMap<String, Long> rows = new TreeMap<>();
        sources.forEach((source, count) -> rows.put(source, count.rows));
        return new GeneratedCompany(options.out(), tally.orders, files.size(), rows, path);
    }

    private static Map<String, Object> options(GenerateOptions options) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("repairs", options.repairs());
        map.put("months", options.months());
        map.put("dirty_share", options.dirtyShare());
        map.put("last_day", options.lastDay().toString());
        map.put("plant_truths", options.shape().plantTruths());
        map.put("late_share", options.shape().lateShare());
        map.put("sensitivity", options.shape().sensitivity());
        return map;
    }

    private SortedMap<String, Count> sources() {
        SortedMap<String, Count> sources = new TreeMap<>();
        files.forEach(
                (file, count) -> sources.computeIfAbsent(file.substring(0, file.indexOf('/')), none -> new Count())
                        .add(count));
        return sources;
    }

    private static Map<String, Object> asMaps(SortedMap<String, Count> counts) {
        Map<String, Object> maps = new LinkedHashMap<>();
        counts.forEach((key, count) -> maps.put(key, count.asMap()));
        return maps;
    }

    private Map<String, Object> orders() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("orders", tally.orders);
        map.put("completed", tally.completed);
        map.put("repeats", tally.repeats);
        map.put("late_reported", tally.late);
        return map;
    }

    /** The written ids of order numbers. */
    static List<String> orderIds(List<Long> numbers) {
        List<String> ids = new ArrayList<>();
        for (long number : numbers) {
            String digits = Long.toString(number);
            ids.add("S" + "0".repeat(10 - digits.length()) + digits);
        }
        return ids;
    }

    /** What a month's orders truly were, counted while they are written. */
    static final class Tally {
        long orders;
        long completed;
        long repeats;
        long late;
        final Map<Fraud, List<Long>> frauds = new EnumMap<>(Fraud.class);

        void add(Order order, long end, boolean damaged) {
            orders++;
            completed += order.completedBefore(end) ? 1 : 0;
            repeats += order.earlier != null ? 1 : 0;
            late += order.firstReport - order.opened >= Window.DAY ? 1 : 0;
            boolean closed = order.completedBefore(end) || (order.cancelled > 0 && order.cancelled < end);
            if (order.fraud != null && closed && !damaged) {
                frauds.computeIfAbsent(order.fraud, fraud -> new ArrayList<>()).add(order.number);
            }
        }

        void add(Tally other) {
            orders += other.orders;
            completed += other.completed;
            repeats += other.repeats;
            late += other.late;
            other.frauds.forEach((fraud, numbers) ->
                    frauds.computeIfAbsent(fraud, none -> new ArrayList<>()).addAll(numbers));
        }
    }
}
