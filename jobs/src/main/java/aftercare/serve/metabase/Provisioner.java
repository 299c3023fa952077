package aftercare.serve.metabase;

import aftercare.config.AftercareException;
import aftercare.config.Language;
import aftercare.config.Progress;
import aftercare.contract.GoldContract;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Brings a Metabase to the state that dashboards/ describes. Everything is found by what is there, and nothing is remembered elsewhere, so a
 * run that was killed anywhere is simply run again; a run that finds nothing to change sends nothing. Only things that we made are changed
 * or archived, and nothing is ever deleted.
 */
public final class Provisioner {
    private final MetabaseClient metabase;
    private final MartsAddress address;
    private final MartsCatalog catalog;
    private final Collection<GoldContract> contracts;
    private final DesiredState boards;
    private final Language language;

    Provisioner(
            MetabaseClient metabase,
            MartsAddress address,
            MartsCatalog catalog,
            Collection<GoldContract> contracts,
            DesiredState boards,
            Language language) {
        this.metabase = metabase;
        this.address = address;
        this.catalog = catalog;
        this.contracts = contracts;
        this.boards = boards;
        this.language = language;
    }

    /**
     * A provisioner of one Metabase.
     *
     * @param address where it is, http(s)://HOST[:PORT][/PATH]
     * @param environment holds who we are: AFTERCARE_METABASE_API_KEY, or AFTERCARE_METABASE_USER and AFTERCARE_METABASE_PASSWORD
     * @param marts where Metabase finds the marts
     * @param catalog what the marts hold
     * @param contracts what their tables and columns mean
     * @throws AftercareException AFC-1002 when the address is none; AFC-4102 when the environment does not say who we are
     */
    public static Provisioner of(
            String address,
            Map<String, String> environment,
            MartsAddress marts,
            MartsCatalog catalog,
            Collection<GoldContract> contracts,
            DesiredState boards,
            Language language) {
        URI base = MetabaseClient.address(address);
        Credentials credentials = Credentials.in(environment).orElseThrow(MetabaseErrors::noCredentials);
        return new Provisioner(
                new MetabaseClient(base, credentials, RetryPolicy.USUAL), marts, catalog, contracts, boards, language);
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
        Work work = new Work(metabase::get, writes, new Plan());
        boolean planOfANewOne;
        try (Progress.Step step = progress.step("enter Metabase")) {
            JsonNode properties = new FirstStart(metabase, language).enter(work);
            planOfANewOne = FirstStart.isNew(properties) && !writes.real();
            step.detail(properties.path("version").path("tag").asText(""));
        }
        run(planOfANewOne ? new Work(new EmptyMetabase(), writes, work.plan()) : work, progress);
        return work.plan();
    }

    private void run(Work work, Progress progress) {
        Warehouses marts;
        try (Progress.Step step = progress.step("connect the marts")) {
            marts = Warehouses.connect(boards.logins(), work, address, catalog, metabase);
            MetadataSync glossing = new MetadataSync(work, language, contracts);
            marts.indexes().forEach((login, index) -> glossing.describe(login, index.only(described(login))));
            step.rows(marts.indexes().size());
        }
        Groups groups = new Groups(work);
        Map<String, Long> groupIds;
        Map<String, Long> shelves;
        // Before anything stands in them: nobody shall see for a moment what is not theirs.
        try (Progress.Step step = progress.step("groups and collections")) {
            groupIds = groups.ensure(boards.groups());
            shelves = new CollectionSync(work).ensure(boards.shelves());
            Permissions permissions = new Permissions(work, metabase.patience().attempts());
            permissions.collections(boards.shelves(), shelves, groupIds, groups.everybody());
            permissions.data(marts.ids(), groupIds, groups.everybody());
            step.rows(shelves.size());
        }
        content(work, progress, new Questions(work, marts, shelves), shelves, groups, groupIds);
    }

    /** All that people may meet; behind the login that sees people only filters look at columns. */
    private Predicate<String> described(Login login) {
        return login == Login.READER ? table -> true : boards.filtered(login)::contains;
    }

    private void content(
            Work work,
            Progress progress,
            Questions questions,
            Map<String, Long> shelves,
            Groups groups,
            Map<String, Long> groupIds) {
        DashboardSync dashboards = new DashboardSync(work, shelves);
        Map<String, Long> cards;
        Map<String, JsonNode> filled;
        try (Progress.Step step = progress.step("cards")) {
            cards = questions.ensure(boards.questions());
            step.rows(cards.size());
        }
        try (Progress.Step step = progress.step("dashboards")) {
            filled = dashboards.fill(boards.boards(), dashboards.ensure(boards.boards()), cards);
            step.rows(filled.size());
        }
        try (Progress.Step step = progress.step("alerts and letters")) {
            Alerts alerts = new Alerts(work, groupIds, cards);
            alerts.ensure(boards.alerts(), boards);
            alerts.archiveAllBut(boards.alerts());
            new Subscriptions(work, groups).ensure(boards, groupIds, filled);
            step.rows(boards.alerts().size() + (long) boards.letters().size());
        }
        dashboards.archiveAllBut(boards.boards());
        questions.archiveAllBut(boards.questions());
        new CollectionSync(work).archiveAllBut(boards.shelves());
    }
}
