package aftercare.simulate;

import aftercare.table.SurveyAnswersTable;
import aftercare.table.Tables;
import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Writes the SERVQUAL survey of the first month of each quarter: 22 items and three on recovery, of us and of two
 * competitors. In one quarter service providers are handed a form of 1 to 5 without anybody saying so.
 */
final class SurveyFiles {
    private static final List<String> COLUMNS = List.of(
            SurveyAnswersTable.RESPONSE_ID,
            SurveyAnswersTable.ITEM,
            SurveyAnswersTable.RESPONDENT,
            SurveyAnswersTable.COMPANY,
            SurveyAnswersTable.REGION_ID,
            SurveyAnswersTable.ANSWERED_ON,
            SurveyAnswersTable.EXPECTATION,
            SurveyAnswersTable.PERCEPTION,
            SurveyAnswersTable.IMPORTANCE);
    private static final String[] COMPANIES = {"us", "northstar", "bluewave"};
    private static final String[] INSIDERS = {"dealer", "service_provider", "employee"};
    /** Who was handed the wrong form, and in which of the surveys, counted from 0. */
    static final String WRONG_FORM_RESPONDENT = "service_provider";

    private static final int WRONG_FORM_QUARTER = 3;

    private final CompanyGenerator.World world;
    private final Truth truth;
    private final Window window;
    private final double size;
    private final double[] cumulative;

    private SurveyFiles(CompanyGenerator.World world, Truth truth) {
        this.world = world;
        this.truth = truth;
        window = world.network().window;
        size = Streams.clamp(Math.sqrt(world.options().repairs() / 20_000.0), 0.4, 5);
        cumulative = new double[world.network().regions.size()];
        double sum = 0;
        for (int region = 0; region < cumulative.length; region++) {
            sum += world.network().regions.get(region).weight();
            cumulative[region] = sum;
        }
    }

    static void write(CompanyGenerator.World world, Truth truth) throws IOException {
        SurveyFiles files = new SurveyFiles(world, truth);
        int quarter = 0;
        for (int month = 0; month < files.window.months(); month++) {
            if (isSurveyed(files.window.month(month))) {
                files.quarter(month, quarter++);
            }
        }
    }

    /** The month of the survey with the wrong form; empty when nothing is planted or the company is too young. */
    static Optional<YearMonth> wrongFormMonth(CompanyGenerator.World world) {
        Window window = world.network().window;
        return IntStream.range(0, world.options().shape().plantTruths() ? window.months() : 0)
                .mapToObj(window::month)
                .filter(SurveyFiles::isSurveyed)
                .skip(WRONG_FORM_QUARTER)
                .findFirst();
    }

    private static boolean isOnWrongForm(CompanyGenerator.World world, int month) {
        YearMonth surveyed = world.network().window.month(month);
        return wrongFormMonth(world).filter(surveyed::equals).isPresent();
    }

    private static boolean isSurveyed(YearMonth month) {
        return month.getMonthValue() % 3 == 1;
    }

    /**
     * A dimension of service quality in the invented survey; points are of a scale of 1 to 7.
     *
     * @param code that its items begin with
     * @param items how many
     * @param expectation what consumers expect
     * @param gap how far we fall short of it
     * @param importance of 100
     * @param believed how far employees are wrong about what consumers expect
     * @param advantage how much better the two competitors are found than we are
     * @param trend what our gap gains in a quarter
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
    private record Topic(
            String code,
            int items,
            double expectation,
            double gap,
            double importance,
            double believed,
            double[] advantage,
            double trend) {

        /**
         * Recovery gets better slowly and response slips; one competitor is well equipped and distant, the other quick
         * and forthcoming.
         */
        static final Topic[] ALL = {
            new Topic("T", 4, 5.2, 0.0, 11, 0.4, new double[] {0.4, 0.0}, 0),
            new Topic("R", 5, 6.4, -0.8, 30, -0.2, new double[] {0.2, 0.1}, 0),
            new Topic("S", 4, 6.1, -0.5, 22, -0.4, new double[] {-0.6, 0.6}, -0.05),
            new Topic("A", 4, 5.9, -0.3, 15, -0.1, new double[] {-0.2, 0.1}, 0),
            new Topic("E", 5, 5.5, -0.2, 12, -0.7, new double[] {-0.5, 0.3}, 0),
            new Topic("C", 3, 5.8, -1.4, 10, -0.9, new double[] {-0.4, 0.5}, 0.1)
        };

        /** The gap at a company in a quarter. */
        double gapAt(int company, int quarter) {
            return company == 0 ? gap + trend * quarter : gap + advantage[company - 1];
        }
    }

    /** Who answers about whom, and when. */
    private record Asked(String respondent, int company, int month, int quarter, boolean onWrongForm) {
        boolean inside() {
            return "employee".equals(respondent) || "service_provider".equals(respondent);
        }
    }

    private void quarter(int month, int quarter) throws IOException {
        SplittableRandom random = world.streams().of("survey", month);
        Blemishes blemishes = Blemishes.refusalsOnly(
                Blemishes.of(SurveyAnswersTable.EXPECTATION, "12"),
                Blemishes.of(SurveyAnswersTable.PERCEPTION, "0"),
                Blemishes.of(SurveyAnswersTable.RESPONDENT, "passer_by"),
                Blemishes.of(SurveyAnswersTable.ANSWERED_ON, ""));
        String name = Tables.SURVEY_ANSWERS + "/" + Tables.SURVEY_ANSWERS + "_" + window.month(month) + ".csv";
        long number = month * 100_000L;
        try (PlainFile file = new PlainFile(world, truth, name, COLUMNS).dirty(world, blemishes)) {
            for (int company = 0; company < COMPANIES.length; company++) {
                int asked = (int) (size * (company == 0 ? 140 : 40));
                for (int i = 0; i < asked; i++) {
                    respondent(file, ++number, new Asked("consumer", company, month, quarter, false), random);
                }
            }
            for (String insider : INSIDERS) {
                boolean wrongForm = WRONG_FORM_RESPONDENT.equals(insider) && isOnWrongForm(world, month);
                for (int i = 0; i < (int) (size * 36); i++) {
                    respondent(file, ++number, new Asked(insider, 0, month, quarter, wrongForm), random);
                }
            }
        }
    }

    private void respondent(PlainFile file, long number, Asked asked, SplittableRandom random) throws IOException {
        int day = window.firstDay(asked.month()) + random.nextInt(window.days(asked.month()));
        Region region = world.network().regions.get(Streams.pick(random, cumulative));
        double person = 0.5 * random.nextGaussian();
        boolean onlyExpects = random.nextDouble() < 0.02;
        for (Topic topic : Topic.ALL) {
            double mood = 0.4 * random.nextGaussian();
            // Those who do the work are wrong about what customers expect, and think better of the work.
            double expectation = topic.expectation() + (asked.inside() ? topic.believed() : 0);
            double perception = topic.expectation()
                    + topic.gapAt(asked.company(), asked.quarter())
                    + (asked.inside() ? 0.5 : 0)
                    - 0.15 * region.tier();
            for (int item = 1; item <= topic.items(); item++) {
                double expected = expectation + 0.4 * person + 0.6 * random.nextGaussian();
                double perceived = perception + person + mood + 0.7 * random.nextGaussian();
                double weight = topic.importance() * (0.7 + 0.6 * random.nextDouble()) / topic.items();
                if (random.nextDouble() < 0.03) {
                    continue;
                }
                file.rows.begin();
                file.rows.code("V", number, 8);
                file.rows.ascii(topic.code() + item);
                file.rows.ascii(asked.respondent());
                file.rows.ascii(COMPANIES[asked.company()]);
                file.rows.ascii(region.id());
                file.rows.day(day);
                file.rows.whole(scale(expected, asked));
                if (onlyExpects) {
                    file.rows.empty();
                } else {
                    file.rows.whole(scale(perceived, asked));
                }
                file.rows.decimal(weight, 1);
                file.end();
            }
        }
    }

    private static int scale(double points, Asked asked) {
        return asked.onWrongForm() ? Streams.answer(1 + (points - 1) * 4 / 6, 1, 5) : Streams.answer(points, 1, 7);
    }
}
