package aftercare.serve.dashboard;

import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.serve.dashboard.CardSettings.CardColumn;
import aftercare.serve.dashboard.DashboardFile.CardEntry;
import aftercare.serve.dashboard.DashboardFile.ColumnEntry;
import aftercare.table.ServqualTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * What a card's columns are called: as the card says, else as the contract of a table that its query reads says, else
 * as the one contract that has a column of that name. Of columns that come in both languages ({@code reason},
 * {@code reason_zh}) the one in the language asked for is shown.
 */
final class ColumnLabels {
    private static final String CHINESE = "_zh";
    private static final String OF_THE_FIGURE = "that of the figure";

    private final Contracts contracts;
    private final Labels labels;

    ColumnLabels(Contracts contracts, Labels labels) {
        this.contracts = contracts;
        this.labels = labels;
    }

    /** The columns that a query returns, and what is wrong with what is said of them. */
    List<CardColumn> of(String place, CardEntry card, CardSql sql, List<String> problems) {
        List<String> names = sql.columns();
        Stream.of(card.columns().keySet(), card.hidden(), card.leftOut())
                .flatMap(Collection::stream)
                .filter(name -> !names.contains(name))
                .forEach(name ->
                        problems.add("card " + card.card() + " labels or hides a column that it lacks: " + name));
        List<CardColumn> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(column(place, card, sql, name, problems));
        }
        return inTheUnitOfTheFigure(columns, card);
    }

    /** A target, for one, has the unit of the figure beside which it stands. */
    private static List<CardColumn> inTheUnitOfTheFigure(List<CardColumn> columns, CardEntry card) {
        return columns.stream()
                .filter(column -> card.metrics().indexOf(column.name()) == 0)
                .findFirst()
                .map(figure -> columns.stream()
                        .map(column -> column.unit().equals(OF_THE_FIGURE) ? column.in(figure.unit()) : column)
                        .toList())
                .orElse(columns);
    }

    /** The column that stands for another one in this language. */
    String shown(String name, List<String> names) {
        return labels.readsChineseColumns() && names.contains(name + CHINESE) ? name + CHINESE : name;
    }

    private CardColumn column(String place, CardEntry card, CardSql sql, String name, List<String> problems) {
        List<String> names = sql.columns();
        boolean chinese = name.endsWith(CHINESE) && names.contains(base(name));
        String said = chinese ? base(name) : name;
        boolean otherLanguage = chinese != labels.readsChineseColumns() && (chinese || names.contains(name + CHINESE));
        boolean hidden = otherLanguage || card.hidden().contains(said);
        ColumnEntry own = card.columns().getOrDefault(said, new ColumnEntry(null, null, null));
        Optional<GoldColumn> contract = contract(sql.tables(), name);
        String label = said;
        if (own.label() != null) {
            label = labels.text(place + ".columns." + said, own.label());
        } else if (contract.isPresent()) {
            label = labels.in(contract.get().label());
        } else if (!hidden) {
            problems.add("card " + card.card() + " does not say what its column " + said
                    + " is called, and no contract does");
        }
        String unit = own.unit() != null
                ? own.unit()
                : isSentence(sql.tables(), name)
                        ? "sentence"
                        : contract.map(ColumnLabels::unit).orElse("text");
        String better = own.better() != null
                ? own.better()
                : contract.map(GoldColumn::metric)
                        .map(GoldColumn.Metric::better)
                        .orElse(null);
        return new CardColumn(name, label, unit, better, hidden);
    }

    /** Whole sentences are what tables hold in both languages. */
    private boolean isSentence(SortedSet<String> tables, String name) {
        String said = name.endsWith(CHINESE) ? base(name) : name;
        return tables.stream()
                .map(table -> contracts.gold(table).columns().stream()
                        .map(GoldColumn::name)
                        .toList())
                .anyMatch(names -> names.contains(said) && names.contains(said + CHINESE));
    }

    private static String base(String name) {
        return name.substring(0, name.length() - CHINESE.length());
    }

    /** Figures come from facts; dimensions, which every card reads to name members and months, are asked last. */
    private Optional<GoldColumn> contract(SortedSet<String> tables, String name) {
        return tables.stream()
                .sorted(Comparator.comparing((String table) -> table.startsWith("dim_")))
                .flatMap(table -> contracts.gold(table).columns().stream())
                .filter(column -> column.name().equals(name))
                .findFirst()
                .or(() -> onlyOne(name));
    }

    /** A rate that the query itself makes of counts is called as in the one table that holds it. */
    private Optional<GoldColumn> onlyOne(String name) {
        List<GoldColumn> everywhere = contracts.gold().stream()
                .flatMap(contract -> contract.columns().stream())
                .filter(column -> column.name().equals(name))
                .toList();
        return everywhere.size() == 1 ? Optional.of(everywhere.get(0)) : Optional.empty();
    }

    private static String unit(GoldColumn column) {
        if (column.unit() != null) {
            return column.unit();
        }
        return switch (column.type().kind()) {
            case DATE ->
                switch (column.name()) {
                    case ServqualTable.QUARTER -> "quarter";
                    default -> column.name().contains("month") ? "month" : "day";
                };
            case TIMESTAMP -> "instant";
            case BOOLEAN -> "truth";
            default -> "text";
        };
    }
}
