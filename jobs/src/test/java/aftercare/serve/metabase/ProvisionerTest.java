package aftercare.serve.metabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.Language;
import aftercare.config.Progress;
import aftercare.serve.metabase.DesiredState.QuestionSpec;
import aftercare.serve.metabase.RecordingMetabase.Fate;
import aftercare.serve.metabase.RecordingMetabase.Form;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProvisionerTest {
    private static final RetryPolicy QUICK = new RetryPolicy(
            3,
            Duration.ofMillis(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(1));
    private static final RetryPolicy SHORT_WAIT = new RetryPolicy(
            3,
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(1));
    /** A process that dies at its first trouble. */
    private static final RetryPolicy NONE = new RetryPolicy(
            1,
            Duration.ofMillis(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(1));

    private static final MartsAddress MARTS =
            new MartsAddress("db", 5432, "service", false, Map.of(Login.READER, "reader's", Login.HR, "hr's"));

    private final RecordingMetabase metabase = new RecordingMetabase(SampleDashboards.CATALOG);

    @AfterEach
    void everyRequestWasAsTheDescriptionWantsIt() {
        metabase.close();
        assertThat(metabase.violations()).isEmpty();
    }

    @Test
    void aNewMetabaseIsSetUpConnectedAndFilled() {
        metabase.starting(2).expects("management", 31);

        Plan done = apply(SampleDashboards.all());

        assertThat(done.changes())
                .extracting(Change::kind)
                .contains("first administrator", "database", "group", "collection", "card", "dashboard", "alert");
        ObjectNode dashboard = metabase.named("dashboard", "Service quality");
        assertThat(dashboard.path("tabs")).hasSize(2);
        assertThat(dashboard.path("dashcards")).hasSize(3);
        assertThat(dashboard.path("parameters").findValuesAsText("id")).containsExactly("month", "outlet");
        assertThat(metabase.named("card", "Outlets").path("description").asText())
                .isEqualTo("Every outlet with its orders.");
    }

    @Test
    void clicksLeadFromDashboardToDashboardAndCard() {
        apply(SampleDashboards.all());

        JsonNode click = metabase.named("dashboard", "Promises")
                .path("dashcards")
                .path(0)
                .path("visualization_settings")
                .path("click_behavior");
        assertThat(click.path("targetId"))
                .hasToString(metabase.named("dashboard", "Service quality")
                        .path("id")
                        .toString());
        JsonNode columns = metabase.named("dashboard", "Service quality").findValue("column_settings");
        assertThat(columns.path("[\"name\",\"outlet_id\"]")
                        .path("click_behavior")
                        .path("targetId"))
                .hasToString(
                        metabase.named("card", "Repairs by month").path("id").toString());
    }

    @Test
    void keysLeadToTheirDimensionSoThatFiltersCanNarrowOneAnother() {
        apply(SampleDashboards.all());

        long marts = metabase.named("database", "Aftercare marts").path("id").asLong();
        List<ObjectNode> keys = metabase.all("field").stream()
                .filter(field -> field.path("name").asText().equals("outlet_id"))
                .filter(field -> field.path("database_id").asLong() == marts)
                .toList();
        assertThat(keys)
                .extracting(field -> field.path("semantic_type").asText())
                .containsExactlyInAnyOrder("type/PK", "type/FK");
        assertThat(keys)
                .extracting(field -> field.path("display_name").asText())
                .containsOnly("Outlet");
        assertThat(keys)
                .filteredOn(field -> field.path("semantic_type").asText().equals("type/FK"))
                .extracting(field -> field.findValue("human_readable_field_id").asLong())
                .containsExactly(metabase.all("field").stream()
                        .filter(field -> field.path("name").asText().equals("name"))
                        .filter(field -> field.path("database_id").asLong() == marts)
                        .map(field -> field.path("id").asLong())
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void aCollectionIsSeenByItsGroupsAndNobodyElse() {
        apply(SampleDashboards.all());

        assertThat(metabase.collectionPermission("management", "Quality")).isEqualTo("read");
        assertThat(metabase.collectionPermission("management", "Management")).isEqualTo("read");
        assertThat(metabase.collectionPermission("quality", "Management")).isEqualTo("none");
        assertThat(metabase.collectionPermission("All Users", "Quality")).isEqualTo("none");
        assertThat(metabase.dataPermission("All Users").toString()).doesNotContain("query-builder");
    }

    @Test
    void peopleAreAskedForThroughALoginOfTheirOwn() {
        apply(SampleDashboards.all());

        ObjectNode reader = metabase.named("database", "Aftercare marts");
        ObjectNode people = metabase.named("database", "Aftercare marts, with people");
        assertThat(reader.path("details").path("user").asText()).isEqualTo("aftercare_reader");
        assertThat(people.path("details").path("user").asText()).isEqualTo("aftercare_hr");
        assertThat(people.path("details").path("password").asText()).isEqualTo("hr's");
        assertThat(metabase.named("card", "Outlets").path("database_id").asLong())
                .isEqualTo(reader.path("id").asLong());
        assertThat(metabase.named("card", "Breached promises")
                        .path("database_id")
                        .asLong())
                .isEqualTo(people.path("id").asLong());
        assertThat(metabase.dataPermission("All Users").path(people.path("id").asText()))
                .hasToString("{\"view-data\":\"unrestricted\"}");
    }

    @ParameterizedTest
    @EnumSource
    void aSecondApplyChangesNothingInWhicheverFormQueriesAreTold(Form form) {
        apply(SampleDashboards.all());
        metabase.answers(form);
        String before = metabase.state();
        metabase.forget();

        assertThat(plan(SampleDashboards.all()).changes()).isEmpty();
        assertThat(apply(SampleDashboards.all()).changes()).isEmpty();
        assertThat(metabase.writes()).isEmpty();
        assertThat(metabase.state()).isEqualTo(before);
    }

    @Test
    void aPlanSendsNothingAndNamesWhatApplyDoes() {
        List<Change> foreseen = plan(SampleDashboards.all()).changes();
        assertThat(metabase.writes()).isEmpty();

        List<Change> done = apply(SampleDashboards.all()).changes();

        assertThat(foreseen)
                .map(change -> change.kind() + change.name())
                .containsExactlyElementsOf(done.stream()
                        .map(change -> change.kind() + change.name())
                        .toList());
    }

    @Test
    void anEditByHandIsReportedAndThenOverwritten() {
        apply(SampleDashboards.all());
        ObjectNode card = metabase.named("card", "Outlets");
        card.put("name", "My outlets");
        card.putObject("last-edit-info").put("email", "ana@example.com").put("timestamp", "2026-11-03T10:00:00Z");

        List<Change> foreseen = plan(SampleDashboards.all()).changes();
        apply(SampleDashboards.all());

        assertThat(foreseen).singleElement().satisfies(change -> {
            assertThat(change.drift()).isTrue();
            assertThat(change.toString())
                    .isEqualTo(
                            "~ card Outlets: name  (changed in Metabase by ana@example.com on 2026-11-03; apply overwrites it)");
        });
        assertThat(card.path("name").asText()).isEqualTo("Outlets");
    }

    @Test
    void anEditOfADashboardByHandIsReportedToo() {
        apply(SampleDashboards.all());
        ((ObjectNode) metabase.named("dashboard", "Promises").path("dashcards").path(0)).put("size_x", 12);

        assertThat(plan(SampleDashboards.all()).drift())
                .singleElement()
                .satisfies(change -> assertThat(change.differences()).containsExactly("tiles"));
        apply(SampleDashboards.all());
        assertThat(plan(SampleDashboards.all()).changes()).isEmpty();
    }

    @Test
    void aChangeOfOursIsNoDrift() {
        apply(SampleDashboards.all());
        QuestionSpec old = SampleDashboards.OUTLETS;
        QuestionSpec changed = new QuestionSpec(
                old.key(),
                old.collection(),
                old.login(),
                old.title(),
                "Said better.",
                old.display(),
                old.sql(),
                old.tags(),
                old.settings());

        Plan plan = plan(SampleDashboards.with(changed));

        assertThat(plan.changes()).singleElement().satisfies(change -> assertThat(change.differences())
                .containsExactly("description"));
        assertThat(plan.drift()).isEmpty();
    }

    @Test
    void aRemovedCardIsArchivedAndBroughtBackWhenWantedAgain() {
        apply(SampleDashboards.all());
        ObjectNode card = metabase.named("card", "Outlets");

        assertThat(apply(SampleDashboards.without("quality/outlets")).changes())
                .contains(Change.archive("card", "Outlets"));
        assertThat(card.path("archived").asBoolean()).isTrue();

        assertThat(apply(SampleDashboards.all()).changes()).contains(Change.restore("card", "Outlets"));
        assertThat(card.path("archived").asBoolean()).isFalse();
        assertThat(metabase.all("card")).hasSize(3);
    }

    @Test
    void tilesThatStayKeepTheirIds() {
        apply(SampleDashboards.all());
        JsonNode trend = metabase.named("dashboard", "Service quality")
                .path("dashcards")
                .path(1)
                .path("id");

        apply(SampleDashboards.without("quality/outlets"));

        assertThat(metabase.named("dashboard", "Service quality")
                        .path("dashcards")
                        .path(1)
                        .path("id"))
                .isEqualTo(trend);
    }

    @Test
    void whatOthersMadeIsLeftAlone() {
        apply(SampleDashboards.all());
        ObjectNode theirs = metabase.named("card", "Outlets").deepCopy();
        theirs.put("name", "Theirs")
                .withObjectProperty("dataset_query")
                .withArray("stages")
                .removeAll()
                .addObject()
                .put("native", "select 1");
        metabase.add("card", theirs);
        metabase.add("dashboard", Work.object().put("name", "Theirs").put("archived", false));
        String before = metabase.state();

        assertThat(apply(SampleDashboards.without("nothing")).changes()).isEmpty();
        assertThat(metabase.state()).isEqualTo(before);
    }

    @Test
    void aSubscriptionGoesToTheMembersThatTheGroupHas() {
        assertThat(apply(SampleDashboards.all()).notes()).anyMatch(note -> note.contains("management has no members"));
        metabase.join("management", 31);

        apply(SampleDashboards.all());

        JsonNode subscription = metabase.named("pulse", "Aftercare letter");
        assertThat(subscription.path("channels").path(0).path("recipients").toString())
                .isEqualTo("[{\"id\":31}]");
        assertThat(subscription.path("cards").path(0).path("dashboard_card_id"))
                .hasToString(metabase.named("dashboard", "Promises")
                        .path("dashcards")
                        .path(0)
                        .path("id")
                        .toString());
        assertThat(apply(SampleDashboards.all()).changes()).isEmpty();

        metabase.leave("management");
        apply(SampleDashboards.all());
        assertThat(subscription.path("archived").asBoolean()).isTrue();
    }

    @Test
    void aMetabaseWithoutLettersGetsAllTheRestAndSaysSo() {
        metabase.withoutLetters().expects("management", 31);

        Plan done = apply(SampleDashboards.all());

        assertThat(done.notes()).anyMatch(note -> note.contains("no longer knows /api/pulse"));
        assertThat(metabase.mailed("Breached promises")).containsExactly(31L);
        assertThat(apply(SampleDashboards.all()).changes()).isEmpty();
    }

    @Test
    void aSubscriptionIsKnownAgainUnderTheNameThatMetabaseGivesIt() {
        metabase.expects("management", 31);
        apply(SampleDashboards.all());
        ((ObjectNode) metabase.named("dashboard", "Promises").path("dashcards").path(0)).put("size_x", 12);

        apply(SampleDashboards.all());

        assertThat(metabase.all("pulse"))
                .singleElement()
                .satisfies(letter -> assertThat(letter.path("name").asText()).isEqualTo("Promises"));
        assertThat(apply(SampleDashboards.all()).changes()).isEmpty();
    }

    @Test
    void subscriptionsMadeMoreThanOnceArePutToRestButTheFirstAndThoseOfOthers() {
        metabase.expects("management", 31);
        apply(SampleDashboards.all());
        ObjectNode letter = metabase.all("pulse").get(0);
        metabase.add("pulse", letter.deepCopy().put("name", "Promises"));
        metabase.add("pulse", letter.deepCopy().put("name", "Promises").put("creator_id", 31));

        apply(SampleDashboards.all());

        assertThat(metabase.all("pulse"))
                .extracting(one -> one.path("archived").asBoolean())
                .containsExactly(false, true, false);
        assertThat(apply(SampleDashboards.all()).changes()).isEmpty();
    }

    @Test
    void anAlertIsMailedToTheMembersThatTheGroupHas() {
        assertThat(apply(SampleDashboards.all()).notes())
                .anyMatch(note -> note.contains("nobody is alerted: Breached promises"));
        metabase.join("management", 31);
        apply(SampleDashboards.all());
        assertThat(metabase.mailed("Breached promises")).containsExactly(31L);

        metabase.join("management", 32);
        assertThat(apply(SampleDashboards.all()).changes())
                .extracting(Change::kind)
                .contains("alert");
        assertThat(metabase.mailed("Breached promises")).containsExactly(31L, 32L);
        assertThat(apply(SampleDashboards.all()).changes()).isEmpty();

        metabase.leave("management");
        apply(SampleDashboards.all());
        assertThat(metabase.mailed("Breached promises")).isEmpty();
    }

    @Test
    void anAlertThatAnEarlierVersionSentToAGroupIsMailedFromNowOn() {
        metabase.expects("management", 31);
        apply(SampleDashboards.all());
        ObjectNode alert = metabase.all("notification").get(0);
        ObjectNode recipient =
                (ObjectNode) alert.path("handlers").path(0).path("recipients").path(0);
        recipient
                .put("user_id", (Long) null)
                .put("type", "notification-recipient/group")
                .put("permissions_group_id", 11);
        assertThat(metabase.mailed("Breached promises")).isEmpty();

        apply(SampleDashboards.all());

        assertThat(metabase.mailed("Breached promises")).containsExactly(31L);
        assertThat(metabase.all("notification")).hasSize(1);
    }

    @Test
    void aGroupThatWasThereBeforeSeesNothingOfWhatIsMade() {
        metabase.alreadySetUp().withAnalysts();

        assertThat(apply(SampleDashboards.all()).changes())
                .filteredOn(change -> change.kind().equals("permissions on"))
                .extracting(Object::toString)
                .containsExactly(
                        "~ permissions on Aftercare marts: Analysts",
                        "~ permissions on collections: All Users, Analysts, management, quality");

        assertThat(metabase.dataPermission("Analysts"))
                .hasToString("{\"5\":{\"view-data\":\"unrestricted\",\"create-queries\":\"query-builder-and-native\"},"
                        + "\"10\":{\"view-data\":\"unrestricted\"},\"11\":{\"view-data\":\"unrestricted\"}}");
        assertThat(metabase.collectionPermission("Analysts", "Quality")).isEqualTo("none");
        assertThat(metabase.collectionPermission("Analysts", "Management")).isEqualTo("none");
        assertThat(apply(SampleDashboards.all()).changes()).isEmpty();
    }

    @Test
    void aNewDatabaseIsClosedBeforeMetabaseIsAskedToReadIt() {
        metabase.alreadySetUp().withAnalysts();

        apply(SampleDashboards.all());

        List<String> asked = metabase.requests().stream()
                .map(request -> request.method() + " " + request.path())
                .filter(request -> request.matches("POST /api/database(/\\d+/sync_schema)?|PUT /api/permissions/graph"))
                .toList();
        assertThat(asked)
                .containsExactly(
                        "POST /api/database",
                        "PUT /api/permissions/graph",
                        "POST /api/database/10/sync_schema",
                        "POST /api/database",
                        "POST /api/database/11/sync_schema");
    }

    @Test
    void aMetabaseThatAnEarlierVersionLeftOpenIsClosed() {
        metabase.alreadySetUp().withAnalysts();
        apply(SampleDashboards.all());
        metabase.opened("Analysts", "Aftercare marts, with people");
        metabase.opened("All Users", "Aftercare marts, with people");

        assertThat(apply(SampleDashboards.all()).changes())
                .extracting(Object::toString)
                .containsExactly("~ permissions on Aftercare marts, with people: All Users, Analysts");
        assertThat(metabase.dataPermission("Analysts").toString())
                .doesNotContain("\"11\":{\"view-data\":\"unrestricted\",");
    }

    @Test
    void whatAnAdministratorGaveAnotherGroupIsLeftUnlessItShowsPeople() {
        metabase.alreadySetUp().withAnalysts();
        apply(SampleDashboards.all());
        metabase.share("Analysts", "Quality", "read");
        metabase.share("Analysts", "Management", "read");

        assertThat(apply(SampleDashboards.all()).changes())
                .extracting(Object::toString)
                .containsExactly("~ permissions on collections: Analysts");

        assertThat(metabase.collectionPermission("Analysts", "Quality")).isEqualTo("read");
        assertThat(metabase.collectionPermission("Analysts", "Management")).isEqualTo("none");
    }

    @Test
    void nobodyIsNamedForAnEditWhereWeWereTheLastToSave() {
        apply(SampleDashboards.all());
        ObjectNode dashboard = metabase.named("dashboard", "Promises");
        dashboard.putObject("last-edit-info").put("id", RecordingMetabase.SELF).put("email", RecordingMetabase.EMAIL);
        dashboard.putArray("dashcards");

        assertThat(plan(SampleDashboards.all()).drift())
                .singleElement()
                .satisfies(change -> assertThat(change.editedBy()).isEqualTo("somebody"));
    }

    @Test
    void aCardOfOthersThatIsTakenOffADashboardIsNamed() {
        apply(SampleDashboards.all());
        metabase.add("card", Work.object().put("name", "My figure"));
        long card = metabase.named("card", "My figure").path("id").asLong();
        metabase.named("dashboard", "Promises")
                .withArray("dashcards")
                .addObject()
                .put("id", 99)
                .put("card_id", card)
                .put("row", 20);

        assertThat(plan(SampleDashboards.all()).changes()).singleElement().satisfies(change -> assertThat(
                        change.differences())
                .containsExactly("tiles", "takes off “My figure”"));
        apply(SampleDashboards.all());
        assertThat(metabase.named("card", "My figure").path("archived").asBoolean())
                .isFalse();
    }

    @Test
    void permissionsThatSomebodyElseChangesMeanwhileAreReadAnew() {
        metabase.rival(
                request -> request.method().equals("PUT") && request.path().equals("/api/collection/graph"));

        apply(SampleDashboards.all());

        assertThat(metabase.collectionPermission("quality", "Quality")).isEqualTo("read");
    }

    @Test
    void aServerThatIsBusyAtEveryFirstAttemptIsAskedAgain() {
        Set<String> seen = new HashSet<>();
        metabase.befalls(request ->
                !request.path().equals("/api/health") && seen.add(request.toString()) ? Fate.UNAVAILABLE : Fate.SERVED);

        apply(SampleDashboards.all());

        assertThat(metabase.all("card")).hasSize(3);
        metabase.befalls(request -> Fate.SERVED);
        assertThat(plan(SampleDashboards.all()).changes()).isEmpty();
    }

    @Test
    void nothingIsMadeTwiceWhenAnswersComeTooLate() {
        Set<String> late =
                new HashSet<>(Set.of("GET /api/permissions/graph", "POST /api/card", "PUT /api/collection/graph"));
        metabase.befalls(request -> late.remove(request.method() + " " + request.path()) ? Fate.TOO_LATE : Fate.SERVED);

        apply(SHORT_WAIT, SampleDashboards.all());

        assertThat(late).isEmpty();
        assertThat(metabase.all("card")).hasSize(3);
        assertThat(plan(SampleDashboards.all()).changes()).isEmpty();
    }

    @Test
    void nothingIsMadeTwiceWhenAnswersAreLost() {
        Set<String> seen = new HashSet<>();
        metabase.befalls(request -> request.writes() && seen.add(request.toString()) ? Fate.DONE_UNHEARD : Fate.SERVED);

        apply(SampleDashboards.all());

        assertThat(metabase.all("card")).hasSize(3);
        assertThat(metabase.all("dashboard")).hasSize(2);
        assertThat(metabase.all("collection")).hasSize(2);
        assertThat(metabase.all("database")).hasSize(2);
    }

    /** Killed after each write that was done: killed before one is the same as after the one before it. */
    @Test
    void anApplyKilledAfterAnyWriteEndsTheSameWhenRunAgain() {
        int[] writes = {0};
        String whole = endOf(Integer.MAX_VALUE, writes);
        int all = writes[0];
        assertThat(all).isGreaterThan(20);
        for (int killedAfter = 1; killedAfter <= all; killedAfter++) {
            assertThat(endOf(killedAfter, new int[1]))
                    .as("killed after write %d", killedAfter)
                    .isEqualTo(whole);
        }
    }

    private static String endOf(int killedAfter, int[] writes) {
        try (RecordingMetabase metabase = new RecordingMetabase(SampleDashboards.CATALOG)) {
            metabase.expects("management", 31).withAnalysts();
            metabase.befalls(request -> {
                boolean dead = writes[0] >= killedAfter;
                writes[0] += request.writes() ? 1 : 0;
                return dead ? Fate.LOST : writes[0] >= killedAfter ? Fate.DONE_UNHEARD : Fate.SERVED;
            });
            try {
                provisioner(metabase, NONE, SampleDashboards.all()).apply(Progress.SILENT);
            } catch (AftercareException killed) {
                metabase.befalls(request -> Fate.SERVED);
                provisioner(metabase, QUICK, SampleDashboards.all()).apply(Progress.SILENT);
            }
            assertThat(provisioner(metabase, QUICK, SampleDashboards.all())
                            .plan()
                            .changes())
                    .isEmpty();
            return metabase.state();
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutThePassword() {
        metabase.alreadySetUp();
        MetabaseClient client =
                new MetabaseClient(metabase.address(), new Credentials.User(RecordingMetabase.EMAIL, "s3cret"), QUICK);

        assertThatThrownBy(() -> provisioner(client, SampleDashboards.all()).plan())
                .isInstanceOfSatisfying(AftercareException.class, error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.METABASE_REFUSES_US);
                    assertThat(error.getMessage()).doesNotContain("s3cret");
                });
    }

    @Test
    void anApiKeyServesAsWell() {
        metabase.alreadySetUp();
        MetabaseClient client =
                new MetabaseClient(metabase.address(), new Credentials.ApiKey(RecordingMetabase.API_KEY), QUICK);

        provisioner(client, SampleDashboards.all()).apply(Progress.SILENT);

        assertThat(metabase.all("card")).hasSize(3);
    }

    @Test
    void aMetabaseThatIsNotThereIsAnErrorOfASystemBeside() {
        MetabaseClient client =
                new MetabaseClient(MetabaseClient.address("http://127.0.0.1:1"), new Credentials.ApiKey("k"), QUICK);

        assertThatThrownBy(() -> provisioner(client, SampleDashboards.all()).plan())
                .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.METABASE_UNREACHABLE));
    }

    @Test
    void martsThatMetabaseNeverReadsAreNamed() {
        metabase.alreadySetUp().neverSyncs();

        assertThatThrownBy(() -> apply(SampleDashboards.all()))
                .isInstanceOfSatisfying(AftercareException.class, error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.METABASE_NOT_SYNCED);
                    assertThat(error.reason()).contains("dim_outlet.name");
                });
    }

    @Test
    void aReleaseThatIsTooOldIsNamedWithTheOneToUse() {
        metabase.version("v0.52.1");

        assertThatThrownBy(() -> plan(SampleDashboards.all()))
                .hasMessageContaining("v0.52.1")
                .hasMessageContaining("0.58");
    }

    private Plan apply(DesiredState desired) {
        return apply(QUICK, desired);
    }

    private Plan apply(RetryPolicy retry, DesiredState desired) {
        return provisioner(metabase, retry, desired).apply(Progress.SILENT);
    }

    private Plan plan(DesiredState desired) {
        return provisioner(metabase, QUICK, desired).plan();
    }

    private static Provisioner provisioner(RecordingMetabase metabase, RetryPolicy retry, DesiredState desired) {
        Credentials admin = new Credentials.User(RecordingMetabase.EMAIL, RecordingMetabase.PASSWORD);
        return provisioner(new MetabaseClient(metabase.address(), admin, retry), desired);
    }

    private static Provisioner provisioner(MetabaseClient client, DesiredState desired) {
        return new Provisioner(
                client, MARTS, SampleDashboards.CATALOG, SampleDashboards.CONTRACTS, desired, Language.EN);
    }
}
