package aftercare.lake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSpark;
import aftercare.contract.Contracts;
import aftercare.table.RunsTable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The contract of run_history promises what ops/runs holds. */
class RunHistoryContractTest {
    @Test
    void theHistoryHasTheColumnsOfTheContractInNameTypeAndOrder() {
        StructType found = Runs.history(TestSpark.session().createDataFrame(List.of(), RunsTable.SCHEMA))
                .schema();

        assertThat(typed(found))
                .containsExactlyElementsOf(
                        typed(Contracts.load().gold("run_history").sparkType()));
    }

    private static List<String> typed(StructType type) {
        return Arrays.stream(type.fields())
                .map(field -> field.name() + " " + field.dataType().simpleString())
                .toList();
    }
}
