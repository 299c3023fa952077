package aftercare.contract;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How surveys, service gaps and competitors are read; kept in {@code schemas/service_gaps.yaml}, explained in
 * docs/servqual.md.
 *
 * @param fewestRespondents below so many respondents or events a row is marked
 * @param dimensions which promises and figures answer which dimension of service quality
 * @param offers how offers are compared
 */
public record ServiceGaps(
        @JsonProperty("fewest_respondents") int fewestRespondents, Map<String, Answers> dimensions, Offers offers)
        implements Serializable {
    private static final String NAME = "service_gaps";

    /**
     * What answers a dimension.
     *
     * @param promises promises to customers
     * @param kpis shares that are held against a standard, promises among them
     * @param collect what to collect where there are none
     */
    public record Answers(List<String> promises, List<String> kpis, Text collect) implements Serializable {
        public Answers {
            promises = List.copyOf(promises);
            kpis = List.copyOf(kpis);
        }
    }

    /**
     * How offers are compared.
     *
     * @param levelWithin quality scores less than so many points apart are level
     * @param items by item, which way it is better
     */
    public record Offers(@JsonProperty("level_within") double levelWithin, Map<String, Item> items)
            implements Serializable {
        public Offers {
            items = Collections.unmodifiableMap(new TreeMap<>(items));
        }
    }

    /**
     * An item that is offered.
     *
     * @param better higher or lower
     * @param promise the promise that stands for our offer where none is recorded; null for none
     */
    public record Item(String better, @Nullable String promise) implements Serializable {}

    public ServiceGaps {
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
    }

    /** A share by month that a gold table holds, with the columns it is a ratio of. */
    public record Share(String name, String table, String numerator, String denominator) implements Serializable {}

    /**
     * The rules of this installation.
     *
     * @throws AftercareException AFC-1101 when they break their schema, or name a promise or figure that there is not
     */
    public static ServiceGaps load(Contracts contracts) {
        return Contracts.document(NAME, ServiceGaps.class).checked(contracts);
    }

    static ServiceGaps read(Path schemas, Contracts contracts) {
        return Contracts.document(schemas, NAME, ServiceGaps.class).checked(contracts);
    }

    /** The shares that may answer a dimension: those of outlets and of satisfaction of which more is better. */
    public static List<Share> shares(Contracts contracts) {
        return Stream.of("outlet_kpi_month", "satisfaction_month")
                .flatMap(table -> contracts.gold(table).columns().stream()
                        .filter(ServiceGaps::isShareToRaise)
                        .map(column -> share(table, column.name(), Objects.requireNonNull(column.metric()))))
                .toList();
    }

    private static Share share(String table, String column, GoldColumn.Metric ratio) {
        return new Share(
                column,
                table,
                Objects.requireNonNull(ratio.numerator(), () -> column + " has no numerator"),
                Objects.requireNonNull(ratio.denominator(), () -> column + " has no denominator"));
    }

    private static boolean isShareToRaise(GoldColumn column) {
        return column.metric() != null
                && column.metric().denominator() != null
                && "share".equals(column.unit())
                && "higher".equals(column.metric().better());
    }

    private ServiceGaps checked(Contracts contracts) {
        Set<String> promises =
                contracts.promises().stream().map(PromiseRule::promise).collect(Collectors.toCollection(TreeSet::new));
        Set<String> kpis = new TreeSet<>(promises);
        shares(contracts).forEach(share -> kpis.add(share.name()));
        List<String> unknown = new ArrayList<>();
        dimensions.forEach((dimension, answers) -> {
            unknown.addAll(missing("promises of " + dimension, answers.promises(), promises));
            unknown.addAll(missing("kpis of " + dimension, answers.kpis(), kpis));
        });
        offers.items.forEach((item, rule) -> {
            if (rule.promise() != null) {
                unknown.addAll(missing("promise of " + item, List.of(rule.promise()), promises));
            }
        });
        if (!unknown.isEmpty()) {
            throw new AftercareException(
                    ErrorCode.BAD_CONTRACT,
                    "The file service_gaps.yaml names what there is not.",
                    String.join("; ", unknown) + ".",
                    "Use promises of schemas/promises.yaml (" + String.join(", ", promises)
                            + ") or, for kpis, also shares of outlet_kpi_month and satisfaction_month of which more is better.");
        }
        return this;
    }

    private static List<String> missing(String where, List<String> named, Set<String> known) {
        return named.stream()
                .filter(name -> !known.contains(name))
                .map(name -> where + ": " + name)
                .toList();
    }
}
