package aftercare.simulate;

import java.io.IOException;
import java.util.SplittableRandom;

/** Writes the quarterly SERVQUAL survey: 22 items and three on recovery, of us and of two competitors. */
final class SurveyFiles {
    private static final String HEADER =
            "response_id,item,respondent,company,region_id,answered_on,expectation,perception,importance";
    /** Dimension, number of items, expectation, gap of us, importance. */
    private static final String[][] DIMENSIONS = {
        {"T", "4", "5.2", "0.0", "12"},
        {"R", "5", "6.4", "-0.8", "34"},
        {"S", "4", "6.1", "-0.7", "24"},
        {"A", "4", "5.9", "-0.3", "17"},
        {"E", "5", "5.5", "-0.2", "13"},
        {"C", "3", "5.8", "-0.9", "0"}
    };

    private static final String[] COMPANIES = {"us", "northstar", "bluewave"};
    private static final double[] ADVANTAGE = {0, -0.35, 0.3};
    private static final String[] INSIDERS = {"dealer", "service_provider", "employee"};

    private final Company.World world;
    private final Truth truth;
    private final Window window;
    private final double size;

    private SurveyFiles(Company.World world, Truth truth) {
        this.world = world;
        this.truth = truth;
        window = world.network().window;
        size = Streams.clamp(Math.sqrt(world.options().repairs() / 20_000.0), 0.4, 5);
    }

    static void write(Company.World world, Truth truth) throws IOException {
        SurveyFiles files = new SurveyFiles(world, truth);
        for (int month = 0; month < files.window.months(); month++) {
            if (files.window.month(month).getMonthValue() % 3 == 0) {
                files.quarter(month);
            }
        }
    }

    private void quarter(int month) throws IOException {
        SplittableRandom random = world.streams().of("survey", month);
        Blemishes blemishes = Blemishes.refusalsOnly(
                Blemishes.of(6, "12"), Blemishes.of(7, "0"), Blemishes.of(2, "passer_by"), Blemishes.of(5, ""));
        String name = "survey_answers/survey_answers_" + window.month(month) + ".csv";
        long number = month * 100_000L;
        try (PlainFile file = PlainFile.create(world, truth, name, HEADER).dirty(world, blemishes)) {
            for (int company = 0; company < COMPANIES.length; company++) {
                int asked = (int) (size * (company == 0 ? 40 : 15));
                for (int i = 0; i < asked; i++) {
                    respondent(file, ++number, "consumer", company, month, random);
                }
            }
            for (String insider : INSIDERS) {
                for (int i = 0; i < (int) (size * 12); i++) {
                    respondent(file, ++number, insider, 0, month, random);
                }
            }
        }
    }

    private void respondent(
            PlainFile file, long number, String respondent, int company, int month, SplittableRandom random)
            throws IOException {
        int day = window.firstDay(month) + random.nextInt(window.days(month));
        Region region = world.network()
                .regions
                .get(random.nextInt(world.network().regions.size()));
        boolean inside = "employee".equals(respondent) || "service_provider".equals(respondent);
        double person = 0.5 * random.nextGaussian();
        for (String[] dimension : DIMENSIONS) {
            double mood = 0.4 * random.nextGaussian();
            // Those who do the work expect less of themselves and think better of it than the customers do.
            double expectation = Double.parseDouble(dimension[2]) - (inside ? 0.4 : 0);
            double gap = Double.parseDouble(dimension[3]) + ADVANTAGE[company] + (inside ? 0.5 : 0);
            int items = Integer.parseInt(dimension[1]);
            for (int item = 1; item <= items; item++) {
                if (random.nextDouble() < 0.03) {
                    continue;
                }
                file.rows.begin();
                file.rows.code("V", number, 8);
                file.rows.ascii(dimension[0] + item);
                file.rows.ascii(respondent);
                file.rows.ascii(COMPANIES[company]);
                file.rows.ascii(region.id());
                file.rows.day(day);
                file.rows.whole(scale(expectation + 0.4 * person + 0.6 * random.nextGaussian()));
                file.rows.whole(scale(expectation + gap + person + mood + 0.7 * random.nextGaussian()));
                importance(file, dimension, items, random);
                file.end();
            }
        }
    }

    private static void importance(PlainFile file, String[] dimension, int items, SplittableRandom random) {
        int points = Integer.parseInt(dimension[4]);
        if (points == 0) {
            file.rows.empty();
        } else {
            file.rows.decimal(points * (0.7 + 0.6 * random.nextDouble()) / items, 1);
        }
    }

    private static int scale(double value) {
        return Streams.answer(value, 1, 7);
    }
}
