package aftercare.measure.settlement;

import static aftercare.measure.Found.asOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.TestSpark;
import aftercare.contract.Contracts;
import aftercare.contract.PromiseRule;
import aftercare.measure.TableInputs;
import aftercare.measure.api.Months;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The claims of one March, each rule with one that meets it and one that just does not. */
class SettlementFlagTest {
    private static final String HEADER =
            "repair_id|outlet_id|region_id|model_id|service_type|opened_at|technician_id|serial_no|arrived_at|completed_at|cancelled_at|symptom_code|sold_on|travel_km|labour_hours|labour_cost|parts_cost|claimed_amount\n";

    private static List<Row> flags;

    @BeforeAll
    static void compute() {
        TableInputs inputs = new TableInputs()
                .withSilver("repairs", HEADER + """
                        first    |O1|north|M1|repair|2026-03-01 08:00:00|  |A|                   |2026-03-01 12:00:00||s1|2026-01-01|||30|40|100
                        sevendays|O1|north|M1|repair|2026-03-08 08:00:00|  |A|                   |2026-03-08 12:00:00||s1|2026-01-01|||30|15|90
                        eighth   |O1|north|M1|repair|2026-03-15 08:00:01|  |A|                   |2026-03-15 12:00:00||s1|2026-01-01|||30|40|80
                        free     |O1|north|M1|repair|2026-03-16 08:00:00|  |A|                   |2026-03-16 12:00:00||s1|2026-01-01|||30|40|0
                        other    |O1|north|M9|repair|2026-03-15 09:00:00|  |A|                   |2026-03-15 12:00:00||s1|2026-01-01|||30|40|80
                        partsfrom|O1|north|M1|repair|2026-02-01 08:00:00|  |B|                   |2026-02-02 12:00:00||s1|2026-01-01|||30|70|200
                        thirty   |O1|north|M1|repair|2026-03-03 08:00:00|  |B|                   |2026-03-03 12:00:00||s2|2026-01-01|||30|70|60
                        later    |O1|north|M1|repair|2026-04-02 08:00:01|  |B|                   |2026-04-02 12:00:00||s3|2026-01-01|||30|70|60
                        unseen   |O1|north|M1|repair|2026-03-05 08:00:00|  |B|                   |2026-04-20 12:00:00||s2|2026-01-01|||30|70|60
                        nine     |O1|north|M1|repair|2026-03-10 08:00:00|T2|C|2026-03-10 09:00:00|2026-03-10 11:00:00||s1|2026-01-01||2.0|30||50
                        toosoon  |O1|north|M1|repair|2026-03-10 08:00:00|T2|D|2026-03-10 10:59:59|2026-03-10 12:00:00||s1|2026-01-01||1.0|30||50
                        noon     |O1|north|M1|repair|2026-03-10 08:00:00|T2|E|2026-03-10 11:59:59|2026-03-10 13:00:00||s1|2026-01-01||1.0|30||50
                        madeup   |O1|north|M1|repair|2026-03-11 07:00:00|T2|F|2026-03-11 08:00:00|2026-03-11 17:00:00||s1|2026-01-01||9.0|30||50
                        eleven   |O1|north|M1|repair|2026-03-11 07:00:00|T2|G|2026-03-11 11:00:00|2026-03-11 12:00:00||s1|2026-01-01||1.0|30||50
                        claims   |O1|north|M1|repair|2026-03-12 07:00:00|T3|H|2026-03-12 09:00:00|2026-03-12 11:00:00||s1|2026-01-01||2.0|30||50
                        doesnot  |O1|north|M1|repair|2026-03-12 07:00:00|T3|I|2026-03-12 10:00:00|2026-03-12 12:00:00||s1|2026-01-01||2.0|30||
                        unstated |O1|north|M1|repair|2026-03-13 07:00:00|T4|J|2026-03-13 09:00:00|2026-03-13 21:00:00||s1|2026-01-01|||30||50
                        evening  |O1|north|M1|repair|2026-03-13 07:00:00|T4|K|2026-03-13 20:00:00|2026-03-13 22:00:00||s1|2026-01-01||1.0|30||50
                        nextday  |O1|north|M1|repair|2026-03-14 07:00:00|T4|L|2026-03-14 08:00:00|2026-03-14 20:00:01||s1|2026-01-01|||30||50
                        meanwhile|O1|north|M1|repair|2026-03-14 07:00:00|T4|M|2026-03-14 10:00:00|2026-03-14 12:00:00||s1|2026-01-01||1.0|30||50
                        backwards|O1|north|M1|repair|2026-03-16 07:00:00|T5|N|2026-03-16 10:00:00|2026-03-16 09:00:00||s1|2026-01-01||1.0|30||50
                        denied   |O1|north|M1|repair|2026-03-17 07:00:00|T5|O|2026-03-17 10:00:00|2026-03-17 12:00:00||s1|2026-01-01||1.0|30||55.50
                        tookback |O1|north|M1|repair|2026-03-18 07:00:00|T5|P|2026-03-18 10:00:00|2026-03-18 12:00:00||s1|2026-01-01||1.0|30||50
                        tomorrow |O1|north|M1|repair|2026-03-19 07:00:00|T5|Q|2026-03-19 10:00:00|2026-03-19 12:00:00||s1|2026-01-01||1.0|30||50
                        over     |O1|north|M1|repair|2026-03-20 00:00:00|T5|R|2026-03-20 10:00:00|2026-03-20 12:00:00||s1|2024-03-20||1.0|30||50
                        lastday  |O1|north|M1|repair|2026-03-20 23:59:59|T5|S|2026-03-21 10:00:00|2026-03-21 12:00:00||s1|2024-03-21||1.0|30||50
                        longer   |O1|north|M3|repair|2026-03-20 00:00:00|  |T|                   |2026-03-21 12:00:00||s1|2024-03-20|||30||50
                        fitted   |O1|north|M1|install|2026-03-20 00:00:00| |U|                   |2026-03-21 12:00:00||  |2020-03-20|||30||50
                        calledoff|O1|north|M1|repair|2026-03-22 07:00:00|  |V|                   |                   |2026-03-23 08:00:00|s1|2026-01-01|||||60
                        """ + peers())
                .withSilver("callbacks", """
                        callback_id|repair_id|called_at          |result |visit_confirmed
                        1          |denied   |2026-03-18 09:00:00|reached|true
                        2          |denied   |2026-03-19 09:00:00|reached|false
                        3          |tookback |2026-03-19 09:00:00|reached|false
                        4          |tookback |2026-03-20 09:00:00|reached|true
                        5          |tomorrow |2026-04-01 00:00:00|reached|false
                        6          |doesnot  |2026-03-14 09:00:00|reached|false
                        """)
                .withSilver("models", """
                        model_id|category|standard_hours|warranty_months
                        M1      |fridge  |1.0           |
                        M2      |washer  |1.0           |24
                        M3      |fridge  |1.0           |36
                        """);
        flags = new SettlementFlag(Contracts.load())
                .rows(inputs, asOf("2026-03-31"), Months.all())
                .select(
                        "repair_id",
                        "rule",
                        "outlet_id",
                        "month",
                        "amount",
                        "severity",
                        "evidence",
                        "reason",
                        "reason_zh")
                .collectAsList();
    }

    /**
     * Forty orders of one model and region that take 1 to 1.4 hours and 10 to 14 km, and one that takes 9 hours and 200
     * km.
     */
    private static String peers() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append("peer" + i + "|O2|south|M2|repair|2026-03-05 08:00:00||PEER" + i
                    + "||2026-03-06 12:00:00||s1|2026-01-01|" + (10 + i % 5) + "|1." + i % 5 + "|50|0|100\n");
        }
        return rows
                + "greedy|O2|south|M2|repair|2026-03-05 08:00:00||X||2026-03-06 12:00:00||s1|2026-01-01|200|9|400|50|600\n"
                + "april|O2|south|M2|repair|2026-02-05 08:00:00||Y||2026-02-06 12:00:00||s1|2026-01-01|200|9|400|50|600\n";
    }

    private static List<Tuple> of(String... rules) {
        return flags.stream()
                .filter(flag -> List.of(rules).contains(flag.getString(1)))
                .map(flag -> tuple(flag.getString(0), flag.getDecimal(4).toPlainString()))
                .toList();
    }

    private static Row flag(String rule) {
        return flags.stream()
                .filter(row -> row.getString(1).equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSameUnitAndSymptomClaimedAgainWithinSevenDaysIsFlaggedWithItsWholeClaim() {
        assertThat(of("claimed_twice")).containsExactlyInAnyOrder(tuple("sevendays", "90.00"));
    }

    @Test
    void theSamePartsClaimedAgainWithinThirtyDaysAreFlaggedAtMostWithTheClaim() {
        assertThat(of("parts_twice")).containsExactlyInAnyOrder(tuple("eighth", "40.00"), tuple("thirty", "60.00"));
    }

    @Test
    void aTechnicianCannotBeInTwoPlacesAndTheOneWhoClaimsIsAsked() {
        assertThat(of("overlapping"))
                .containsExactlyInAnyOrder(
                        tuple("toosoon", "50.00"), tuple("claims", "50.00"), tuple("evening", "50.00"));
    }

    @Test
    void whatContradictsTheRecordIsFlagged() {
        assertThat(of("finished_before_arrival")).containsExactly(tuple("backwards", "50.00"));
        assertThat(of("cancelled_claim")).containsExactly(tuple("calledoff", "60.00"));
        assertThat(of("out_of_warranty")).containsExactly(tuple("over", "50.00"));
    }

    @Test
    void theLatestWordOfTheCustomerCountsAndOnlyOnWhatIsClaimed() {
        assertThat(of("visit_denied")).containsExactly(tuple("denied", "55.50"));
    }

    @Test
    void labourAndTravelFarBeyondThePeersOfTheMonthAreFlaggedWithTheExcess() {
        // 400 x (1 - 1.2 / 9) and (600 - 400 - 50) x (1 - 12 / 200). April has no peers.
        assertThat(of("excess_labour")).containsExactly(tuple("greedy", "346.67"));
        assertThat(of("excess_travel")).containsExactly(tuple("greedy", "141.00"));
    }

    @Test
    void aFlagCarriesItsOrdersCountsAndAReasonInTwoLanguages() throws IOException {
        JsonNode twice = new ObjectMapper().readTree(flag("claimed_twice").getString(6));
        assertThat(twice.get("orders")).extracting(JsonNode::asText).containsExactly("first", "sevendays");
        assertThat(twice.get("claimed")).extracting(JsonNode::asDouble).containsExactly(100.0, 90.0);
        JsonNode labour = new ObjectMapper().readTree(flag("excess_labour").getString(6));
        assertThat(labour.get("peers_n").asInt()).isEqualTo(41);
        assertThat(labour.get("peers_median").asDouble()).isEqualTo(1.2);
        assertThat(labour.get("robust_z").asDouble()).isEqualTo(52.6);
        assertThat(flag("claimed_twice").getString(7))
                .isEqualTo("Unit A was claimed for s1 again 7.0 days after order first of outlet O1;"
                        + " ask which of the two visits took place.");
        assertThat(flags).allSatisfy(flag -> {
            assertThat(flag.getString(7)).endsWith(".");
            assertThat(flag.getString(8)).endsWith("。");
            assertThat(flag.getDate(3).toString()).isEqualTo("2026-03-01");
            assertThat(flag.getString(2)).isNotBlank();
            assertThat(flag.getInt(5)).isBetween(1, 3);
        });
    }

    @Test
    void aWarrantyTheModelDoesNotStateIsTheOnePromisedOnTheDay() {
        PromiseRule shipped = Contracts.load().promises().stream()
                .filter(rule -> rule.judged() == PromiseRule.Judged.FREE_REPAIR)
                .findFirst()
                .orElseThrow();
        List<PromiseRule> rules = List.of(promised(shipped, "2026-03-20", 12), promised(shipped, "2020-01-01", 24));
        assertThat(TestSpark.session()
                        .sql("select explode(array(timestamp '2019-12-31', timestamp '2026-03-19 23:59:59',"
                                + " timestamp '2026-03-20')) as opened_at")
                        .select(OddClaims.promisedMonths(rules))
                        .collectAsList())
                .extracting(row -> row.get(0))
                .containsExactly(null, 24, 12);
    }

    private static PromiseRule promised(PromiseRule like, String from, int months) {
        return new PromiseRule(
                like.promise(),
                LocalDate.parse(from),
                like.judged(),
                like.of(),
                new PromiseRule.Span(0, 0, months),
                like.answer(),
                like.says(),
                like.columns());
    }
}
