package aftercare.referee;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Regions, outlets with their history, models and technicians, some of whom nobody listed. */
final class AwkwardNetwork {

    static final int OUTLETS = 40;
    private static final int REGIONS = 5;
    private static final int MODELS = 12;
    private static final List<String> CATEGORIES = List.of("washer", "fridge", "oven", "boiler");
    private static final List<String> OUTLET_COLUMNS =
            List.of("outlet_id", "valid_from", "region_id", "name", "kind", "status", "city");

    private final Dice dice;
    private final int[] outletWeights = new int[OUTLETS];

    AwkwardNetwork(Dice dice) {
        this.dice = dice;
        for (int i = 0; i < OUTLETS; i++) {
            outletWeights[i] = 1 + 400 / (1 + i * i / 4);
        }
    }

    /** An outlet for an order: few get most of the work, some are on no list. */
    String outlet() {
        return dice.chance(0.02) ? dice.of("GHOST-1", "GHOST-2") : outletId(dice.weighted(outletWeights));
    }

    String model() {
        return dice.chance(0.01) ? "M-GHOST" : "M%02d".formatted(dice.below(MODELS));
    }

    /** A region stated on an order or complaint, seldom one that is listed nowhere. */
    String region() {
        return dice.chance(0.05) ? "R-GHOST" : "R" + (1 + dice.below(REGIONS));
    }

    String technician(String outlet) {
        if (dice.chance(0.1)) {
            return "";
        }
        return dice.chance(0.01) ? "T-GHOST" : "T-" + outlet + "-" + dice.below(3);
    }

    static String outletId(int number) {
        return "O%02d".formatted(number);
    }

    void write(Path landing) throws IOException {
        writeRegions(landing.resolve("regions/regions.csv"));
        writeModels(landing.resolve("models/models.csv"));
        writeTechnicians(landing.resolve("technicians/technicians.csv"));
        writeOutlets(landing.resolve("outlets"));
    }

    private void writeRegions(Path file) throws IOException {
        try (LandingFile out = LandingFile.plain(file, List.of("region_id", "name", "tier"))) {
            for (int i = 1; i <= REGIONS; i++) {
                out.row(Map.of("region_id", "R" + i, "name", "Region " + i, "tier", dice.of("A", "b", "C")));
            }
        }
    }

    private void writeModels(Path file) throws IOException {
        try (LandingFile out = LandingFile.windows(file, List.of("model_id", "name", "category", "warranty_months"))) {
            for (int i = 0; i < MODELS; i++) {
                String category = CATEGORIES.get(i % CATEGORIES.size());
                String id = "M%02d".formatted(i);
                if (i == 3) {
                    // A later line for the same model wins.
                    out.row(Map.of("model_id", id, "name", "Model, old", "category", "oven"));
                }
                out.row(Map.of("model_id", id, "name", "Model \"" + i + "\"", "category", category));
            }
        }
    }

    private void writeTechnicians(Path file) throws IOException {
        List<String> columns = List.of("technician_id", "valid_from", "outlet_id", "name", "hired_on", "left_on");
        try (LandingFile out = LandingFile.plain(file, columns)) {
            for (int i = 0; i < OUTLETS; i++) {
                for (int j = 0; j < 3; j++) {
                    String id = "T-" + outletId(i) + "-" + j;
                    out.row(Map.of("technician_id", id, "outlet_id", outletId(i), "name", "N. N."));
                }
            }
            out.row(Map.of(
                    "technician_id", "T-BACKWARDS",
                    "outlet_id", "O01",
                    "hired_on", "2025-01-02",
                    "left_on", "2025-01-01"));
        }
    }

    // The second file corrects the first: same keys, later file.
    private void writeOutlets(Path folder) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < OUTLETS; i++) {
            rows.addAll(history(i));
        }
        for (String scripted : ScriptedCharts.outlets()) {
            rows.add(version(scripted, "", "R1"));
        }
        try (LandingFile out = LandingFile.plain(folder.resolve("outlets-1.csv"), OUTLET_COLUMNS)) {
            for (Map<String, String> row : rows) {
                out.row(row);
            }
            out.row(version("O05", "2025-13-01", "R1"));
        }
        try (LandingFile out = LandingFile.windows(folder.resolve("outlets-2.csv"), OUTLET_COLUMNS)) {
            for (int i = 0; i < rows.size(); i += 7) {
                Map<String, String> first = rows.get(i);
                out.row(version(first.get("outlet_id"), first.get("valid_from"), "R" + (1 + dice.below(REGIONS))));
            }
        }
    }

    private List<Map<String, String>> history(int number) {
        String id = outletId(number);
        String region = "R" + (1 + number % REGIONS);
        String other = "R" + (1 + (number + 2) % REGIONS);
        String third = number % 10 == 9 ? "R-GHOST" : "R" + (1 + (number + 3) % REGIONS);
        return switch (number % 5) {
            case 0 -> List.of(version(id, "", region));
            // No version is in force yet when the first orders come.
            case 1 -> List.of(version(id, "2024-06-15", region), version(id, "2025-03-01", other));
            case 2 -> List.of(version(id, "2024-01-01", region), version(id, "2025-01-31", other));
            case 3 ->
                List.of(
                        version(id, "2024-01-01", region),
                        version(id, "2024-12-31", other),
                        version(id, "2026-03-20", third));
            default ->
                List.of(
                        version(id, "2026-03-18", third),
                        version(id, "1970-01-01", region),
                        version(id, "2025-07-01", other));
        };
    }

    private static Map<String, String> version(String id, String validFrom, String region) {
        return Map.of(
                "outlet_id",
                id,
                "valid_from",
                validFrom,
                "region_id",
                region,
                "name",
                "Outlet, " + id,
                "kind",
                "authorised",
                "status",
                "Active");
    }
}
