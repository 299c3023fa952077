package aftercare.simulate;

import aftercare.table.CompetitorOffersTable;
import aftercare.table.StandardsTable;
import aftercare.table.Tables;
import java.io.IOException;

/** Writes what the company and its competitors promise: offers and standards. */
final class OfferFiles {
    private static final String[] COMPANIES = {"us", "northstar", "bluewave"};

    /** item, unit, value of us, of the two others, and their quality in tenths of a point. */
    private static final String[][] OFFERS = {
        {"delivery", "h", "48", "72", "24", "40", "36", "43"},
        {"installation", "h", "24", "48", "24", "42", "38", "42"},
        {"return", "days", "15", "7", "30", "41", "33", "44"},
        {"exchange", "days", "30", "15", "30", "41", "36", "42"},
        {"warranty", "months", "24", "36", "24", "39", "44", "38"},
        {"repair", "h", "24", "48", "24", "40", "37", "41"},
        {"on_site", "h", "24", "24", "12", "40", "39", "44"},
        {"callback", "share", "1", "0", "0.5", "43", "20", "36"},
        {"customer_record", "share", "1", "1", "0", "42", "40", "25"}
    };

    /** metric, target, floor. */
    private static final String[][] STANDARDS = {
        {"hotline_answered", "0.95", "0.90"},
        {"onsite_visit", "0.90", "0.80"},
        {"install_visit", "0.90", "0.80"},
        {"return_accepted", "0.98", "0.90"},
        {"exchange_accepted", "0.98", "0.90"},
        {"record_complete", "1", "0.85"},
        {"called_back", "1", "0.90"},
        {"free_repair", "1", "0.97"},
        {"satisfaction_rate", "0.85", "0.75"},
        {"coverage_rate", "1", "0.90"},
        {"onsite_rate", "0.90", "0.80"},
        {"first_fix_rate", "0.90", "0.82"}
    };

    private final CompanyGenerator.World world;
    private final Truth truth;
    private final Window window;

    OfferFiles(CompanyGenerator.World world, Truth truth) {
        this.world = world;
        this.truth = truth;
        window = world.network().window;
    }

    void write() throws IOException {
        offers();
        standards();
    }

    private void offers() throws IOException {
        try (PlainFile file = PlainFile.of(
                world,
                truth,
                Tables.COMPETITOR_OFFERS,
                CompetitorOffersTable.COMPANY,
                CompetitorOffersTable.ITEM,
                CompetitorOffersTable.VALID_FROM,
                CompetitorOffersTable.OFFERED,
                CompetitorOffersTable.VALUE,
                CompetitorOffersTable.UNIT,
                CompetitorOffersTable.QUALITY_SCORE)) {
            for (String[] offer : OFFERS) {
                for (int company = 0; company < COMPANIES.length; company++) {
                    offer(file, offer, company, -12, 0);
                }
            }
            // One competitor caught up half way through.
            offer(file, OFFERS[5], 1, window.months() / 2, 5);
            offer(file, OFFERS[7], 1, window.months() / 2, 12);
        }
    }

    private void offer(PlainFile file, String[] offer, int company, int month, int better) throws IOException {
        String value = better == 0 ? offer[2 + company] : offer[2];
        file.rows.begin();
        file.rows.ascii(COMPANIES[company]);
        file.rows.ascii(offer[0]);
        file.rows.day(window.firstDay(month));
        file.rows.ascii("0".equals(value) ? "false" : "true");
        file.rows.ascii(value);
        file.rows.ascii(offer[1]);
        file.rows.decimal((long) Integer.parseInt(offer[5 + company]) + better, 1);
        file.end();
    }

    private void standards() throws IOException {
        try (PlainFile file = PlainFile.of(
                world,
                truth,
                Tables.STANDARDS,
                StandardsTable.METRIC,
                StandardsTable.SCOPE,
                StandardsTable.SCOPE_ID,
                StandardsTable.VALID_FROM,
                StandardsTable.TARGET,
                StandardsTable.FLOOR)) {
            for (String[] standard : STANDARDS) {
                standard(file, standard, "all", "all", -12);
            }
            // The most developed markets have higher standards, and from the middle on the hotline has too.
            standard(file, new String[] {"onsite_visit", "0.93", "0.85"}, "tier", "A", -12);
            standard(file, new String[] {"onsite_rate", "0.93", "0.85"}, "tier", "A", -12);
            standard(file, new String[] {"hotline_answered", "0.97", "0.92"}, "all", "all", window.months() / 2);
        }
    }

    private void standard(PlainFile file, String[] standard, String scope, String id, int month) throws IOException {
        file.rows.begin();
        file.rows.ascii(standard[0]);
        file.rows.ascii(scope);
        file.rows.ascii(id);
        file.rows.day(window.firstDay(month));
        file.rows.ascii(standard[1]);
        file.rows.ascii(standard[2]);
        file.end();
    }
}
