package aftercare.serve.metabase;

import aftercare.config.Language;
import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.serve.Chromium;
import aftercare.serve.MartsTarget;
import aftercare.serve.dashboard.Dashboard;
import aftercare.serve.dashboard.Dashboards;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws every tab of every dashboard in Metabase's own front end: {@code make dashboards-picture}. */
final class DashboardPictures {
    /** The tables that are wider than their cards, by how much. */
    private static final String CUT = """
            () => [...document.querySelectorAll('[data-testid=dashcard]')].flatMap(card => {
              const title = card.querySelector('[data-testid=legend-caption-title]');
              const wide = [...card.querySelectorAll('[data-testid=table-scroll-container], [data-testid=table-root] *')]
                .filter(part => ['auto', 'scroll'].includes(getComputedStyle(part).overflowX))
                .map(part => part.scrollWidth - part.clientWidth);
              const most = Math.max(0, ...wide);
              return most > 20 ? [(title ? title.textContent : '?') + ' by ' + most] : [];
            })
            """;

    private DashboardPictures() {}

    /**
     * Writes the pictures.
     *
     * @param args the marts, the folder of the front end's bundle, the folder of the pictures, widths parted by commas,
     *     languages parted by commas, and the names of dashboards or of dashboards and tabs; none for all
     */
    public static void main(String[] args) throws IOException {
        Path out = Files.createDirectories(Path.of(args[2]));
        List<Integer> widths =
                Arrays.stream(args[3].split(",")).map(Integer::valueOf).toList();
        List<String> wanted = Arrays.asList(args).subList(5, args.length);
        try (MartsTarget marts = MartsTarget.open(args[0]);
                Chromium chromium = Chromium.start()) {
            for (String lang : args[4].split(",")) {
                draw(Language.of(lang), marts, Path.of(args[1]), out, chromium, widths, wanted);
            }
        }
        System.exit(0);
    }

    private static void draw(
            Language language,
            MartsTarget marts,
            Path bundle,
            Path out,
            Chromium chromium,
            List<Integer> widths,
            List<String> wanted) {
        Contracts contracts = Contracts.load();
        MartsCatalog catalog = MartsCatalog.of(marts);
        Dashboards dashboards = Dashboards.load(contracts, language);
        try (RecordingMetabase metabase = new RecordingMetabase(catalog)) {
            metabase.answers(RecordingMetabase.Form.LEGACY);
            new Provisioner(
                            new MetabaseClient(
                                    metabase.address(),
                                    new Credentials.User(RecordingMetabase.EMAIL, RecordingMetabase.PASSWORD),
                                    RecordingMetabase.QUICK),
                            new MartsAddress("db", 5432, "service", false, Map.of()),
                            catalog,
                            contracts.gold(),
                            DesiredStateFromFiles.of(
                                    dashboards, language, Optional.empty(), field -> catalog.values(marts, field)),
                            language)
                    .apply(Progress.SILENT);
            try (FrontEndServer server = new FrontEndServer(metabase, marts, bundle)) {
                for (int width : widths) {
                    for (Dashboard dashboard : dashboards.list()) {
                        draw(dashboard, metabase, server, language, out, chromium, width, wanted);
                    }
                }
                server.unknown().forEach(asked -> System.out.println("not known: " + asked));
            }
        }
    }

    private static void draw(
            Dashboard dashboard,
            RecordingMetabase metabase,
            FrontEndServer server,
            Language language,
            Path out,
            Chromium chromium,
            int width,
            List<String> wanted) {
        if (!wanted.isEmpty() && wanted.stream().noneMatch(one -> one.startsWith(dashboard.name()))) {
            return;
        }
        long id = metabase.named("dashboard", dashboard.title()).path("id").asLong();
        List<String> said = new ArrayList<>();
        try (Page page = chromium.browser()
                .newPage(
                        new Browser.NewPageOptions().setViewportSize(width, 900).setTimezoneId("UTC"))) {
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    said.add(message.text());
                }
            });
            page.onPageError(said::add);
            page.onRequestFailed(request -> said.add("failed: " + request.url()));
            page.setDefaultTimeout(20000);
            page.navigate(server.address() + "/?dashboard=" + id + "&lang=" + (language == Language.EN ? "en" : "zh"));
            if (dashboard.tabs().size() > 1) {
                try {
                    page.waitForSelector("[role=tab]");
                } catch (com.microsoft.playwright.TimeoutError none) {
                    page.screenshot(new Page.ScreenshotOptions().setPath(out.resolve("failed.png")));
                    said.forEach(System.out::println);
                    server.unknown().forEach(System.out::println);
                    System.out.println(page.content().substring(0, 1500));
                    throw none;
                }
            }
            for (Dashboard.Tab tab : dashboard.tabs()) {
                String name = dashboard.name() + "-" + tab.id();
                if (!wanted.isEmpty() && !wanted.contains(dashboard.name()) && !wanted.contains(name)) {
                    continue;
                }
                if (dashboard.tabs().size() > 1) {
                    page.getByRole(
                                    com.microsoft.playwright.options.AriaRole.TAB,
                                    new Page.GetByRoleOptions()
                                            .setName(tab.title())
                                            .setExact(true))
                            .click();
                }
                int rows = tab.cards().stream()
                        .mapToInt(card -> card.at().y() + card.at().height())
                        .max()
                        .orElse(0);
                page.setViewportSize(width, 250 + rows * (50 + width / 100));
                page.waitForLoadState(LoadState.NETWORKIDLE);
                page.waitForTimeout(1500);
                ((List<?>) page.evaluate(CUT)).forEach(cut -> System.out.println(name + " " + width + " cut: " + cut));
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(out.resolve(name + "-" + width + "-" + language.code() + ".png")));
            }
        }
        said.stream()
                .distinct()
                .limit(5)
                .forEach(text ->
                        System.out.println(dashboard.name() + ": " + text.substring(0, Math.min(400, text.length()))));
    }
}
