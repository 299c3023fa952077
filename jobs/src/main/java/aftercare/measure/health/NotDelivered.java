package aftercare.measure.health;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Need;
import aftercare.contract.Text;
import aftercare.measure.api.AsOf;
import aftercare.measure.api.Inputs;
import aftercare.measure.api.Measure;
import aftercare.measure.api.Months;
import aftercare.measure.api.Spoken;
import aftercare.table.NotDeliveredTable;
import aftercare.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Sources that were not delivered and columns that are never filled, with the questions that they would answer; one row
 * per source or column. Defined in schemas/gold/not_delivered.yaml; the questions stand in the contracts of sources.
 */
public final class NotDelivered implements Measure {
    private static final String NOT_DELIVERED = "not_delivered";
    private static final String STOPPED = "stopped";
    private static final String NEVER_FILLED = "never_filled";

    private final List<Contract> contracts;

    /** Takes the contracts of all sources. */
    public NotDelivered(Contracts contracts) {
        this.contracts = List.copyOf(contracts.sources());
    }

    @Override
    public String table() {
        return Tables.NOT_DELIVERED;
    }

    @Override
    public List<String> sources() {
        return contracts.stream().map(Contract::source).toList();
    }

    @Override
    public List<Need> needs() {
        return contracts.stream()
                .flatMap(contract -> Stream.concat(
                        Stream.of(Need.of(contract.source())),
                        asked(contract).map(column -> Need.of(contract.source(), column.name()))))
                .toList();
    }

    private static Stream<Column> asked(Contract contract) {
        return contract.silverColumns().stream().filter(column -> column.answers() != null);
    }

    @Override
    public Dataset<Row> rows(Inputs inputs, AsOf asOf, Months months) {
        List<Row> rows = new ArrayList<>();
        for (Contract contract : contracts) {
            Spoken spoken = inputs.spoken(Need.of(contract.source()));
            Text answers = contract.answers();
            if (!spoken.ever()) {
                rows.add(row(contract, null, NOT_DELIVERED, null, answers));
                continue;
            }
            if (spoken.to().isBefore(asOf.lastFullMonth())) {
                rows.add(row(contract, null, STOPPED, spoken.to().atDay(1), answers));
            }
            asked(contract)
                    .filter(column -> !inputs.spoken(Need.of(contract.source(), column.name()))
                            .ever())
                    .map(column -> row(contract, column.name(), NEVER_FILLED, null, column.answers()))
                    .forEach(rows::add);
        }
        return inputs.spark().createDataFrame(rows, NotDeliveredTable.SCHEMA);
    }

    private static Row row(
            Contract contract,
            @Nullable String field,
            String state,
            @Nullable LocalDate speaksTo,
            @Nullable Text answers) {
        Text question = answers == null ? contract.description() : answers;
        return NotDeliveredTable.row()
                .item(field == null ? contract.source() : contract.source() + "." + field)
                .source(contract.source())
                .field(field)
                .state(state)
                .speaksTo(speaksTo)
                .sourceEn(contract.title().en())
                .sourceZh(contract.title().zh())
                .questionEn(question.en())
                .questionZh(question.zh())
                .build();
    }
}
