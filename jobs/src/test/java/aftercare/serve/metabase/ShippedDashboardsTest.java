package aftercare.serve.metabase;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.config.Language;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.contract.GoldColumn;
import aftercare.contract.GoldContract;
import aftercare.serve.dashboard.Dashboards;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The dashboards that come with the program, brought whole to a Metabase and checked in every way that needs none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedDashboardsTest {
    private static final RetryPolicy QUICK = new RetryPolicy(
            3,
            Duration.ofMillis(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(1));

    private final Contracts contracts = Contracts.load();
    private final MartsCatalog catalog = new MartsCatalog(tables());
    private final RecordingMetabase metabase = new RecordingMetabase(catalog);

    private Map<String, java.util.Set<String>> tables() {
        return contracts.gold().stream()
                .collect(Collectors.toMap(
                        GoldContract::table,
                        contract -> contract.columns().stream()
                                .map(GoldColumn::name)
                                .collect(Collectors.toCollection(TreeSet::new)),
                        (one, other) -> one,
                        TreeMap::new));
    }

    @BeforeAll
    void bringThemThere() {
        provisioner(Language.EN).apply(Progress.SILENT);
    }

    @AfterAll
    void stop() {
        metabase.close();
    }

    @Test
    void everyRequestIsAsTheDescriptionOfTheApiWantsIt() {
        assertThat(metabase.violations()).isEmpty();
    }

    @Test
    void everyDashboardStandsThereWithAllItsCards() {
        Dashboards dashboards = Dashboards.load(contracts, Language.EN);

        dashboards.list().forEach(dashboard -> assertThat(
                        metabase.named("dashboard", dashboard.title()).path("dashcards"))
                .hasSize((int) dashboard.cards().count()));
    }

    @Test
    void aSecondTimeThereIsNothingToDo() {
        assertThat(provisioner(Language.EN).plan().changes()).isEmpty();
    }

    @Test
    void inChineseItIsTheSameCardsWithOtherLabels() {
        int cards = metabase.all("card").size();
        Plan plan = provisioner(Language.ZH_CN).plan();

        assertThat(plan.drift()).isEmpty();
        assertThat(plan.changes())
                .filteredOn(change -> change.kind().equals("card"))
                .hasSize(cards)
                .allMatch(change -> change.action() == Change.Action.UPDATE);
    }

    @Test
    void metabasesOwnCommandLineFindsNoFault() throws Exception {
        MetabaseCli cli = MetabaseCli.installed();

        assertThat(cli.faults("card create", metabase.bodies("POST", "/api/card")))
                .isEmpty();
        assertThat(cli.faults("dashboard create", metabase.bodies("POST", "/api/dashboard")))
                .isEmpty();
        assertThat(cli.faults("dashboard update", metabase.bodies("PUT", "/api/dashboard/\\d+")))
                .isEmpty();
        assertThat(cli.faults("alert create", metabase.bodies("POST", "/api/notification")))
                .isEmpty();
        assertThat(cli.queryFaults(metabase.bodies("POST", "/api/card"))).isEmpty();
    }

    @Test
    void metabasesOwnCommandLineWouldFindAFault() throws Exception {
        ObjectNode card = metabase.bodies("POST", "/api/card").get(0).deepCopy();
        ((ObjectNode) card.path("dataset_query")).put("database", "the marts");
        ObjectNode dashboard =
                metabase.bodies("PUT", "/api/dashboard/\\d+").get(0).deepCopy();
        ((ObjectNode) dashboard.path("dashcards").path(0)).put("size_x", 0);
        MetabaseCli cli = MetabaseCli.installed();

        assertThat(cli.queryFaults(List.of(card))).isNotEmpty();
        assertThat(cli.faults("dashboard update", List.of(dashboard))).isNotEmpty();
    }

    private Provisioner provisioner(Language language) {
        Credentials admin = new Credentials.User(RecordingMetabase.EMAIL, RecordingMetabase.PASSWORD);
        return new Provisioner(
                new MetabaseClient(metabase.address(), admin, QUICK),
                new MartsAddress("db", 5432, "service", false, Map.of()),
                catalog,
                contracts.gold(),
                DesiredStateFromFiles.of(
                        Dashboards.load(contracts, language), language, field -> List.of("gas_and_heating", "E-12")),
                language);
    }
}
