package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rule that keeps a target above its floor knows for which metrics lower is better, as the gold contracts say. */
class StandardsContractTest {
    private static final Contracts CONTRACTS = Contracts.load();
    private static final Map<String, String> BETTER = CONTRACTS.gold().stream()
            .flatMap(table -> table.columns().stream())
            .filter(column -> Objects.nonNull(column.metric()))
            .collect(
                    Collectors.toMap(GoldColumn::name, column -> column.metric().better()));

    @Test
    void theRuleNamesTheMetricsOfWhichLessIsBetter() {
        String rule = CONTRACTS.source("standards").rules().stream()
                .filter(each -> each.name().equals("target_below_floor"))
                .findFirst()
                .orElseThrow()
                .require();
        assertThat(CONTRACTS.standards().rows()).isNotEmpty().allSatisfy(standard -> assertThat(
                        rule.contains("'" + standard.metric() + "'"))
                .as(standard.metric())
                .isEqualTo("lower".equals(BETTER.get(standard.metric()))));
    }

    @Test
    void noShippedTargetIsWorseThanItsFloor() {
        assertThat(CONTRACTS.standards().rows()).allSatisfy(standard -> {
            boolean lower = "lower".equals(BETTER.get(standard.metric()));
            assertThat(lower ? standard.floor() : standard.target())
                    .as(standard.metric())
                    .isGreaterThanOrEqualTo(lower ? standard.target() : standard.floor());
        });
    }
}
