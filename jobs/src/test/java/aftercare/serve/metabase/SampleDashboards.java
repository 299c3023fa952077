package aftercare.serve.metabase;

import aftercare.contract.Contracts;
import aftercare.contract.GoldContract;
import aftercare.serve.dashboard.Dashboard.Schedule;
import aftercare.serve.metabase.DesiredState.AlertSpec;
import aftercare.serve.metabase.DesiredState.ClickSpec;
import aftercare.serve.metabase.DesiredState.CollectionSpec;
import aftercare.serve.metabase.DesiredState.DashboardSpec;
import aftercare.serve.metabase.DesiredState.FilterSpec;
import aftercare.serve.metabase.DesiredState.Place;
import aftercare.serve.metabase.DesiredState.QuestionSpec;
import aftercare.serve.metabase.DesiredState.SubscriptionSpec;
import aftercare.serve.metabase.DesiredState.Tag;
import aftercare.serve.metabase.DesiredState.TileSpec;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two small dashboards with one of everything. */
final class SampleDashboards {
    static final MartsCatalog CATALOG = new MartsCatalog(Map.of(
            "outlet_kpi_month", Set.of("month", "outlet_id"),
            "dim_outlet", Set.of("outlet_id", "name", "latitude")));

    static final Collection<GoldContract> CONTRACTS = Contracts.read(
                    Path.of(System.getProperty("aftercare.project", ".."), "schemas"))
            .gold();

    private static final Tag MONTH =
            new Tag("month", "Month", "dimension", "outlet_kpi_month", "month", "date/all-options", List.of());
    private static final Tag OUTLET =
            new Tag("outlet", "Outlet", "dimension", "outlet_kpi_month", "outlet_id", "string/=", List.of());

    static final QuestionSpec TREND = new QuestionSpec(
            "quality/trend",
            "quality",
            Login.READER,
            "Repairs by month",
            "How many orders were completed. Data end with the last full month.",
            "line",
            "select month, count(*) as n\nfrom marts.outlet_kpi_month\nwhere true [[and {{month}}]] [[and {{outlet}}]]\ngroup by month",
            List.of(MONTH, OUTLET),
            settings());
    static final QuestionSpec OUTLETS = new QuestionSpec(
            "quality/outlets",
            "quality",
            Login.READER,
            "Outlets",
            "Every outlet with its orders.",
            "table",
            "select outlet_id, count(*) as n\nfrom marts.outlet_kpi_month\nwhere true [[and {{outlet}}]] [[and month >= {{since}}]]\ngroup by outlet_id",
            List.of(OUTLET, new Tag("since", "Since", "date", "", "", "", List.of())),
            Work.object());
    static final QuestionSpec BREACHES = new QuestionSpec(
            "management/breaches",
            "management",
            Login.HR,
            "Breached promises",
            "One row for each promise that was broken last month.",
            "table",
            "select 1 as n where false",
            List.of(),
            Work.object());

    private SampleDashboards() {}

    private static ObjectNode settings() {
        ObjectNode settings = Work.object().put("graph.show_goal", true).put("graph.goal_value", 0.90);
        settings.putArray("graph.dimensions").add("month");
        settings.putArray("graph.metrics").add("n");
        return settings;
    }

    static DesiredState all() {
        CollectionSpec quality = new CollectionSpec(
                "quality", "Quality", "For the quality specialist.", List.of("management", "quality"));
        CollectionSpec management =
                new CollectionSpec("management", "Management", "For management.", List.of("management"));
        return new DesiredState(
                List.of(quality, management),
                List.of(TREND, OUTLETS, BREACHES),
                List.of(qualityDashboard(), managementDashboard()),
                List.of(new AlertSpec("management/breaches", "management", "0 0 8 * * ? *")),
                List.of(new SubscriptionSpec("management", "management", Schedule.MONTHLY, 8)));
    }

    private static DashboardSpec qualityDashboard() {
        return new DashboardSpec(
                "quality",
                "quality",
                "Service quality",
                "What makes customers unhappy.",
                List.of(
                        new FilterSpec(
                                "month",
                                "Month",
                                "date/all-options",
                                List.of(),
                                List.of("past12months"),
                                false,
                                Map.of()),
                        new FilterSpec("outlet", "Outlet", "string/=", List.of("month"), List.of(), false, Map.of())),
                List.of("Overview", "Outlets"),
                List.of(
                        new TileSpec.TextTile(new Place(0, 0, 0, 24, 1), true, "Overview"),
                        new TileSpec.CardTile(
                                new Place(0, 1, 0, 24, 6),
                                "quality/trend",
                                Map.of("month", "month", "outlet", "outlet"),
                                Map.of("", new ClickSpec(ClickSpec.Kind.FILTER, "", 0, Map.of("month", "month")))),
                        new TileSpec.CardTile(
                                new Place(1, 0, 0, 24, 9),
                                "quality/outlets",
                                Map.of("outlet", "outlet"),
                                Map.of(
                                        "outlet_id",
                                        new ClickSpec(
                                                ClickSpec.Kind.QUESTION,
                                                "quality/trend",
                                                0,
                                                Map.of("outlet", "outlet_id")),
                                        "n",
                                        new ClickSpec(ClickSpec.Kind.DASHBOARD, "management", 0, Map.of())))));
    }

    private static DashboardSpec managementDashboard() {
        return new DashboardSpec(
                "management",
                "management",
                "Promises",
                "Did we keep them?",
                List.of(),
                List.of(),
                List.of(new TileSpec.CardTile(
                        new Place(0, 0, 0, 24, 6),
                        "management/breaches",
                        Map.of(),
                        Map.of("", new ClickSpec(ClickSpec.Kind.DASHBOARD, "quality", 1, Map.of("month", "month"))))));
    }

    static DesiredState without(String question) {
        DesiredState all = all();
        return new DesiredState(
                all.collections(),
                all.questions().stream()
                        .filter(card -> !card.key().equals(question))
                        .toList(),
                all.dashboards().stream()
                        .map(dashboard -> new DashboardSpec(
                                dashboard.key(),
                                dashboard.collection(),
                                dashboard.title(),
                                dashboard.description(),
                                dashboard.filters(),
                                dashboard.tabs(),
                                dashboard.tiles().stream()
                                        .filter(tile -> !(tile instanceof TileSpec.CardTile card
                                                && card.question().equals(question)))
                                        .toList()))
                        .toList(),
                all.alerts(),
                all.subscriptions());
    }

    static DesiredState with(QuestionSpec changed) {
        DesiredState all = all();
        return new DesiredState(
                all.collections(),
                all.questions().stream()
                        .map(card -> card.key().equals(changed.key()) ? changed : card)
                        .toList(),
                all.dashboards(),
                all.alerts(),
                all.subscriptions());
    }
}
