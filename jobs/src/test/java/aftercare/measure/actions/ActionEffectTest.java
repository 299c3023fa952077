package aftercare.measure.actions;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.Contracts;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import aftercare.table.ActionEffectTable;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Actions decided, and what became of them by the end of October. */
class ActionEffectTest {
    private static final Contracts CONTRACTS = Contracts.load();

    private static Map<String, ActionEffectTable.Values> effects;

    @BeforeAll
    static void compute() {
        StringBuilder expected = new StringBuilder("month | outlet_id | metric | region_id | n | d | mix_rate\n");
        for (int month = 1; month <= 10; month++) {
            for (int outlet = 1; outlet <= 8; outlet++) {
                // From June on O1 is 20 points better and O2 is not; all others gain 2 points.
                int n = outlet <= 2 ? 60 : 80;
                n += month < 6 ? 0 : outlet == 1 ? 22 : 2;
                expected.append(
                        "2026-%02d-01 | O%d | first_fix_rate | north | %d | 100 | 0.8%n".formatted(month, outlet, n));
                expected.append(
                        "2026-%02d-01 | O%d | onsite_rate    | north | 80 | 100 | 0.8%n".formatted(month, outlet));
            }
        }
        TableInputs inputs = new TableInputs()
                .withSilver("actions", """
                        action_id  | what    | about        | owner   | due_on     | done_on    | note
                        outlet/O1  | -       | -            | quality | 2026-05-31 | 2026-05-20 | visited
                        -          | outlet  | O2           | quality | 2026-05-31 | 2026-05-20 |
                        outlet/O3  | -       | -            | quality | 2026-10-01 |            |
                        outlet/O4  | -       | -            | quality | 2026-11-01 | 2026-11-02 |
                        outlet/O5  | -       | -            | quality |            | 2026-08-20 |
                        -          | promise | onsite_visit |         |            | 2026-05-20 |
                        move_house | -       | -            |         |            | 2026-05-20 |
                        -          | issue   | M1/leaks     | quality |            | 2026-05-20 |
                        """)
                .withSilver("repairs", repairs())
                .withGold("action", """
                        action_id | what   | about
                        outlet/O2 | outlet | O2
                        """)
                .withGold("outlet_kpi_expected", expected.toString())
                .withGold("promise_month", """
                        month      | promise      | cut     | cut_id | due_n | kept_n
                        2026-04-01 | onsite_visit | company | all    | 900   | 500
                        2026-07-01 | onsite_visit | company | all    | 900   | 700
                        """);
        effects = new ActionEffect(CONTRACTS)
                .rows(inputs, asOf("2026-10-31"), Months.all()).collectAsList().stream()
                        .map(ActionEffectTable::of)
                        .collect(Collectors.toMap(ActionEffectTable.Values::actionId, Function.identity()));
    }

    /** Of 60 repairs of a model a month 30 leak; from June on only 6 of M1 do. */
    private static String repairs() {
        StringBuilder repairs =
                new StringBuilder("repair_id | outlet_id | model_id | service_type | opened_at | symptom_code\n");
        for (int month = 1; month <= 10; month++) {
            for (int model = 1; model <= 6; model++) {
                for (int i = 0; i < 60; i++) {
                    boolean leaks = i < (model == 1 && month >= 6 ? 6 : 30);
                    repairs.append("R%d-%d-%d | O1 | M%d | repair | 2026-%02d-10 08:00:00 | %s%n"
                            .formatted(month, model, i, model, month, leaks ? "leaks" : "noise"));
                }
            }
        }
        return repairs.toString();
    }

    @Test
    void anIssueIsJudgedByTheShareOfItsSymptomAgainstOtherModels() {
        ActionEffectTable.Values issue = effects.get("issue/M1/leaks");
        assertThat(issue.metric()).isEqualTo("symptom_share");
        assertThat(issue.beforeRate()).isEqualTo(0.5);
        assertThat(issue.afterRate()).isEqualTo(0.1);
        assertThat(issue.othersN()).isEqualTo(5);
        assertThat(issue.effect()).isCloseTo(-0.4, within(1e-6));
        assertThat(issue.verdict()).isEqualTo("helped");
    }

    @Test
    void anOutletIsJudgedByItsWorstKpiAgainstOutletsOfWhichNothingWasDone() {
        ActionEffectTable.Values helped = effects.get("outlet/O1");
        assertThat(helped.metric()).isEqualTo("first_fix_rate");
        assertThat(helped.beforeFrom()).isEqualTo(LocalDate.of(2025, 11, 1));
        assertThat(helped.afterTo()).isEqualTo(LocalDate.of(2026, 8, 1));
        assertThat(helped.beforeRate()).isEqualTo(0.6);
        assertThat(helped.afterRate()).isCloseTo(0.82, within(1e-12));
        assertThat(helped.othersN()).as("O2 and O5 were acted on as well").isEqualTo(5);
        assertThat(helped.effect()).isCloseTo(0.2, within(1e-6));
        assertThat(helped.verdict()).isEqualTo("helped");
        assertThat(helped.stillAdvised()).isFalse();
    }

    @Test
    void movingWithTheOthersIsNoEffect() {
        assertThat(effects.get("outlet/O2").verdict()).isEqualTo("no_effect_shown");
        assertThat(effects.get("outlet/O2").stillAdvised()).isTrue();
    }

    @Test
    void whatIsNotDoneAfterItsDayIsOverdueAndWhatIsDoneLaterIsNotSeenYet() {
        assertThat(effects.get("outlet/O3").state()).isEqualTo("overdue");
        assertThat(effects.get("outlet/O3").overdueDays()).isEqualTo(30);
        assertThat(effects.get("outlet/O4").state()).isEqualTo("open");
        assertThat(effects.get("outlet/O4").doneOn()).isNull();
    }

    @Test
    void monthsThatAreNotRipeAreNotJudged() {
        assertThat(effects.get("outlet/O5").verdict()).isEqualTo("too_early");
        assertThat(effects.get("outlet/O5").effect()).isNull();
    }

    @Test
    void aPromiseOfTheCompanyHasNothingToCompareItWith() {
        ActionEffectTable.Values promise = effects.get("promise/onsite_visit");
        assertThat(promise.verdict()).isEqualTo("moved_better");
        assertThat(promise.othersChange()).isNull();
    }

    @Test
    void anActionOfOnesOwnIsListedWithoutAFigure() {
        assertThat(effects.get("move_house").verdict()).isEqualTo("no_figure");
        assertThat(effects.get("move_house").state()).isEqualTo("done");
    }
}
