package aftercare.serve.metabase;

import aftercare.config.AftercareException;
import aftercare.config.Language;
import aftercare.config.Progress;
import aftercare.contract.GoldContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Brings a Metabase to the state that dashboards/ describes. Everything is found by what is there, and nothing is
 * remembered elsewhere, so a run that was killed anywhere is simply run again; a run that finds nothing to change sends
 * nothing. Only things that we made are changed or archived, and nothing is ever deleted.
 */
public final class Provisioner {
    private final MetabaseClient metabase;
    private final MartsAddress address;
    private final MartsCatalog catalog;
    private final Collection<GoldContract> contracts;
    private final DesiredState desired;
    private final Language language;

    Provisioner(
            MetabaseClient metabase,
            MartsAddress address,
            MartsCatalog catalog,
            Collection<GoldContract> contracts,
            DesiredState desired,
            Language language) {
        this.metabase = metabase;
        this.address = address;
        this.catalog = catalog;
        this.contracts = contracts;
        this.desired = desired;
        this.language = language;
    }

    /**
     * A provisioner of one Metabase.
     *
     * @param address where it is, http(s)://HOST[:PORT][/PATH]
     * @param environment holds who we are: AFTERCARE_METABASE_API_KEY, or AFTERCARE_METABASE_USER and
     *     AFTERCARE_METABASE_PASSWORD
     * @param marts where Metabase finds the marts
     * @param catalog what the marts hold
     * @param contracts what their tables and columns mean
     * @throws AftercareException AFC-1002 when the address is none; AFC-4102 when the environment does not say who we
     *     are
     */
    public static Provisioner of(
            String address,
            Map<String, String> environment,
            MartsAddress marts,
            MartsCatalog catalog,
            Collection<GoldContract> contracts,
            DesiredState desired,
            Language language) {
        URI base = MetabaseClient.address(address);
        Credentials credentials = Credentials.in(environment).orElseThrow(MetabaseErrors::noCredentials);
        return new Provisioner(
                new MetabaseClient(base, credentials, RetryPolicy.USUAL), marts, catalog, contracts, desired, language);
    }

    /**
     * What {@link #apply} would change.
     *
     * @throws AftercareException AFC-4101 to AFC-4105 when Metabase does not play along
     */
    public Plan plan() {
        return pass(new PlannedWrites(), Progress.SILENT);
    }

    /**
     * Changes it, and returns what was changed.
     *
     * @throws AftercareException AFC-4101 to AFC-4105 when Metabase does not play along
     */
    public Plan apply(Progress progress) {
        return pass(new RealWrites(metabase), progress);
    }

    private Plan pass(Writes writes, Progress progress) {
        Work visit = new Work(metabase::get, writes, new Plan(), Work.NOBODY);
        FirstStart.Entry entry;
        try (Progress.Step step = progress.step("enter Metabase")) {
            entry = new FirstStart(metabase, language).enter(visit);
            step.detail(entry.properties().path("version").path("tag").asText(""));
        }
        boolean planOfANewOne = FirstStart.isNew(entry.properties()) && !writes.real();
        run(planOfANewOne ? visit.reading(Provisioner::answerOfANewMetabase) : visit.as(entry.self()), progress);
        return visit.plan();
    }

    /** What a Metabase answers that has just been set up; a plan for one that has no user yet is made against this. */
    private static JsonNode answerOfANewMetabase(String path) {
        if (path.endsWith("/graph")) {
            ObjectNode graph = Work.object().put("revision", 0);
            graph.putObject("groups");
            return graph;
        }
        ArrayNode list = MetabaseClient.JSON.createArrayNode();
        return path.equals("/api/permissions/group")
                ? list.add(Work.object().put("id", 1).put("name", "All Users"))
                : list;
    }

    private void run(Work work, Progress progress) {
        Groups groups = new Groups(work);
        Permissions permissions = new Permissions(work, groups, metabase.retry().attempts());
        Warehouses marts;
        try (Progress.Step step = progress.step("connect the marts")) {
            marts = Warehouses.connect(desired.logins(), work, address, catalog, metabase, permissions);
            MetadataSync metadata = new MetadataSync(work, language, contracts);
            marts.indexes().forEach((login, index) -> metadata.describe(login, index.only(described(login))));
            step.rows(marts.indexes().size());
        }
        Map<String, Long> groupIds;
        Map<String, Long> collections;
        // Before anything stands in them: nobody shall see for a moment what is not theirs.
        try (Progress.Step step = progress.step("groups and collections")) {
            groupIds = groups.ensure(desired.groups());
            collections = new CollectionSync(work).ensure(desired.collections());
            permissions.collections(desired, collections, groupIds);
            marts.databases().forEach(permissions::noQueries);
            step.rows(collections.size());
        }
        content(work, progress, new Questions(work, marts, collections), collections, groups, groupIds);
    }

    /** All that people may meet; behind the login that sees people only filters need columns. */
    private Predicate<String> described(Login login) {
        return login == Login.READER ? table -> true : desired.filtered(login)::contains;
    }

    private void content(
            Work work,
            Progress progress,
            Questions questions,
            Map<String, Long> collections,
            Groups groups,
            Map<String, Long> groupIds) {
        DashboardSync dashboards = new DashboardSync(work, collections);
        Map<String, Long> cards;
        Map<String, JsonNode> filled;
        try (Progress.Step step = progress.step("cards")) {
            cards = questions.ensure(desired.questions());
            step.rows(cards.size());
        }
        try (Progress.Step step = progress.step("dashboards")) {
            filled = dashboards.fill(desired.dashboards(), dashboards.ensure(desired.dashboards()), cards);
            step.rows(filled.size());
        }
        try (Progress.Step step = progress.step("alerts and subscriptions")) {
            Alerts alerts = new Alerts(work, groups, groupIds, cards);
            alerts.ensure(desired.alerts(), desired);
            alerts.archiveAllBut(desired.alerts());
            subscriptions(work, groups, groupIds, filled);
            step.rows(desired.alerts().size() + (long) desired.subscriptions().size());
        }
        dashboards.archiveAllBut(desired.dashboards());
        questions.archiveAllBut(desired.questions());
        new CollectionSync(work).archiveAllBut(desired.collections());
    }

    /** Alerts do without what letters need, so a Metabase that has no letters any more gets all the rest. */
    private void subscriptions(Work work, Groups groups, Map<String, Long> groupIds, Map<String, JsonNode> dashboards) {
        if (!desired.subscriptions().isEmpty() && !metabase.knows(Subscriptions.PATH)) {
            work.plan()
                    .note("This Metabase no longer knows " + Subscriptions.PATH
                            + ", so nobody is sent dashboards by it; alerts go out as before.");
            return;
        }
        new Subscriptions(work, groups).ensure(desired, groupIds, dashboards);
    }
}
