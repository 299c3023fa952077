package aftercare.referee;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;

/** The chance that awkward data is made of; one seed, one company. */
final class Dice {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** True with the given probability. */
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    double share() {
        return random.nextDouble();
    }

    long between(long low, long high) {
        return random.nextLong(low, high);
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Index drawn with the given weights. */
    int weighted(int... weights) {
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        int draw = random.nextInt(total);
        int index = 0;
        while (draw >= weights[index]) {
            draw -= weights[index++];
        }
        return index;
    }

    /** The second itself, or the one before or after it, which is where comparisons go wrong. */
    LocalDateTime around(LocalDateTime instant) {
        return instant.plusSeconds(random.nextInt(3) - 1L);
    }

    /** Some seconds, mostly few, up to the given number. */
    long mostlyFew(long seconds) {
        double share = random.nextDouble();
        return (long) (share * share * share * seconds);
    }

    /** Text of an instant in one of the forms exports have: with a T, with an offset, with milliseconds. */
    String text(LocalDateTime instant) {
        if (instant == null) {
            return "";
        }
        if (instant.getNano() > 0) {
            return MILLIS.format(instant);
        }
        String plain = SECONDS.format(instant);
        return switch (random.nextInt(200)) {
            case 0 -> plain.replace(' ', 'T');
            case 1 -> plain.replace(' ', 'T') + "Z";
            case 2 -> SECONDS.format(instant.plusHours(8)).replace(' ', 'T') + "+08:00";
            default -> plain;
        };
    }
}
