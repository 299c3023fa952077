package aftercare.simulate;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What company to invent. The same options give the same bytes.
 *
 * @param out folder that receives one sub-folder per source and truth.json
 * @param repairs service orders of all kinds; from some thousands on the files hold this many within 2 %, below that
 *     chance has more room
 * @param months calendar months of history, the month of {@code lastDay} being the last
 * @param seed what all chance comes from
 * @param dirtyShare share of the delivered rows of the large sources that is damaged, repeated, outdated or late
 * @param lastDay the last day that the files know of
 * @param shape what is planted
 */
public record GenerateOptions(
        Path out, long repairs, int months, long seed, double dirtyShare, LocalDate lastDay, Shape shape) {
    private static final long FEWEST = 100;
    private static final long MOST = 200_000_000;
    private static final int LONGEST = 120;
    private static final double DIRTIEST = 0.2;

    public GenerateOptions {
        require(repairs >= FEWEST && repairs <= MOST, "repairs", repairs, FEWEST + " to " + MOST);
        require(months >= 2 && months <= LONGEST, "months", months, "2 to " + LONGEST);
        require(dirtyShare >= 0 && dirtyShare <= DIRTIEST, "dirty", dirtyShare, "0 to " + DIRTIEST);
    }

    /**
     * 20,000 orders over 24 months to the end of October 2026, seed 7, one row in a hundred dirty, all truths planted.
     */
    public static GenerateOptions into(Path out) {
        return new GenerateOptions(out, 20_000, 24, 7, 0.01, LocalDate.of(2026, 10, 31), Shape.standard());
    }

    public GenerateOptions withOut(Path other) {
        return new GenerateOptions(other, repairs, months, seed, dirtyShare, lastDay, shape);
    }

    public GenerateOptions withRepairs(long other) {
        return new GenerateOptions(out, other, months, seed, dirtyShare, lastDay, shape);
    }

    public GenerateOptions withMonths(int other) {
        return new GenerateOptions(out, repairs, other, seed, dirtyShare, lastDay, shape);
    }

    public GenerateOptions withSeed(long other) {
        return new GenerateOptions(out, repairs, months, other, dirtyShare, lastDay, shape);
    }

    public GenerateOptions withDirtyShare(double other) {
        return new GenerateOptions(out, repairs, months, seed, other, lastDay, shape);
    }

    public GenerateOptions withLastDay(LocalDate other) {
        return new GenerateOptions(out, repairs, months, seed, dirtyShare, other, shape);
    }

    public GenerateOptions withShape(Shape other) {
        return new GenerateOptions(out, repairs, months, seed, dirtyShare, lastDay, other);
    }

    private static void require(boolean holds, String option, Object value, String range) {
        if (!holds) {
            throw new AftercareException(
                    ErrorCode.BAD_OPTION,
                    "--" + option + " " + value + " cannot be used.",
                    "A company can be invented for " + range + ".",
                    "Give --" + option + " a value in that range.");
        }
    }
}
