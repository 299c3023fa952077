package aftercare.simulate;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An invented after-sales service company: a growing, ageing fleet of units that break by age and season, outlets and
 * technicians of differing quality, and all they send to head office, in the files and with the faults that such
 * exports have. What is wrong with the company is known and written beside the data.
 */
public final class CompanyGenerator {
    /** Orders per new order, about. */
    private static final double USUAL_FACTOR = 1.065;

    private static final int LARGEST_SAMPLE = 4_000;
    private static final int SAMPLED_ORDERS = 12_000;

    private CompanyGenerator() {}

    /**
     * Everything that all months share.
     *
     * @param fresh new orders per month, repeats not counted
     */
    record World(
            GenerateOptions options,
            Streams streams,
            Network network,
            Planted planted,
            UnitsSold fleet,
            List<Integer> fresh) {}

    /**
     * Writes a whole company: {@code <out>/<source>/<source>_<yyyy-MM>.csv} for facts, {@code
     * <out>/<source>/<source>.csv} for reference data, and {@code <out>/truth.json}.
     *
     * @throws AftercareException when the folder cannot be written
     */
    public static GeneratedCompany generate(GenerateOptions options) {
        World world = world(options);
        Truth truth = new Truth(world);
        try {
            new OrderFiles(world, truth).write();
            ReferenceFiles.write(world, truth);
            MarketFiles.write(world, truth);
            SurveyFiles.write(world, truth);
            return truth.write();
        } catch (IOException e) {
            throw unwritable(options.out(), e);
        }
    }

    /**
     * Writes one day's delivery on top of a generated company: repairs, callbacks and complaints, one file each. Three
     * fifths of the repair rows are orders opened that day, the rest are newer versions of orders of the three weeks
     * before.
     *
     * @param base the options that the company was generated with
     * @param out folder for the delivery
     * @param day a day after the company's last day
     * @param orders rows of repairs
     * @throws AftercareException when the folder cannot be written
     */
    public static GeneratedCompany generateDay(GenerateOptions base, Path out, LocalDate day, long orders) {
        if (!day.isAfter(base.lastDay()) || day.isAfter(base.lastDay().plusDays(DayFiles.FARTHEST))) {
            throw new AftercareException(
                    ErrorCode.BAD_OPTION,
                    "No delivery can be made for " + day + ".",
                    "The company ends on " + base.lastDay() + " and is known for " + DayFiles.FARTHEST + " days after.",
                    "Give a day in that range.");
        }
        World world = world(base);
        try {
            return new DayFiles(world, out, day, orders).write();
        } catch (IOException e) {
            throw unwritable(out, e);
        }
    }

    static World world(GenerateOptions options) {
        Streams streams = new Streams(options.seed());
        Window window = new Window(options.lastDay(), options.months());
        Network network = new Network(window, Network.Size.of(options.repairs()), streams);
        Planted planted = Planted.in(network, streams, options.shape().plantTruths());
        double guess = options.repairs() / USUAL_FACTOR;
        UnitsSold fleet = UnitsSold.forOrders(network, planted, guess, streams);
        World blank = new World(options, streams, network, planted, fleet, List.of());
        double fresh = options.repairs() / repeatFactor(blank, guess);
        return new World(options, streams, network, planted, fleet, spread(blank, fresh));
    }

    /**
     * Orders in the files per new order, measured on months of about the true size: in a small company chance and
     * frauds weigh more.
     */
    private static double repeatFactor(World world, double orders) {
        int months = world.network().window.months();
        int size = (int) Math.max(1, Math.min(LARGEST_SAMPLE, Math.round(orders / months)));
        int samples = Math.max(2, Math.min(months, SAMPLED_ORDERS / size));
        long drawn = 0;
        for (int i = 0; i < samples; i++) {
            drawn += OrderMonth.draw(world, (int) ((i + 0.5) * months / samples), size)
                    .size();
        }
        double factor = drawn / (double) (samples * size);
        // Of the last month's repeats and late reports a part comes after the end.
        return factor - (0.5 * (factor - 1) + 0.4 * world.options().shape().lateShare()) / months;
    }

    /** Splits the total over the months as independent Poisson counts with this total would fall. */
    private static List<Integer> spread(World world, double total) {
        SplittableRandom random = world.streams().of("months");
        int[] fresh = new int[world.network().window.months()];
        double[] expected = new double[fresh.length];
        double rest = 0;
        for (int month = 0; month < fresh.length; month++) {
            expected[month] = world.fleet().demand(month).total();
            rest += expected[month];
        }
        double left = total;
        for (int month = 0; month < fresh.length; month++) {
            double share = Math.min(1, expected[month] / rest);
            double drawn = left * share + Math.sqrt(left * share * (1 - share)) * random.nextGaussian();
            fresh[month] = (int) Math.round(Math.max(0, Math.min(left, drawn)));
            left -= fresh[month];
            rest -= expected[month];
        }
        return Arrays.stream(fresh).boxed().toList();
    }

    private static AftercareException unwritable(Path out, IOException cause) {
        return new AftercareException(
                ErrorCode.OUTPUT_UNWRITABLE,
                "The company could not be written to " + out + ".",
                String.valueOf(cause.getMessage()) + ".",
                "Give a folder that can be written and has room.",
                cause);
    }
}
