package aftercare.simulate;

import java.util.SplittableRandom;

/** What people say, with names and numbers in it as in life, and with the characters that break careless parsers. */
final class CustomerTexts {
    private CustomerTexts() {}

    static String comment(SplittableRandom random, int score, String cause) {
        String said = score >= 4 ? Streams.any(random, Words.INVENTED.pleased()) : blame(cause);
        double draw = random.nextDouble();
        if (draw < 0.25) {
            return "Spoke with " + Names.full(random) + ", " + phone(random) + ": " + said;
        }
        return draw < 0.4 && score < 4 ? said + " " + Streams.any(random, Words.INVENTED.awkward()) : said;
    }

    static String complaint(SplittableRandom random, String cause) {
        String text = blame(cause) + " Please call " + Names.full(random) + " at " + phone(random) + ".";
        return random.nextDouble() < 0.2 ? text + "\n" + Streams.any(random, Words.INVENTED.awkward()) : text;
    }

    private static String phone(SplittableRandom random) {
        return "13" + (100_000_000 + random.nextInt(900_000_000));
    }

    private static String blame(String cause) {
        return switch (cause) {
            case "late" -> "Waited all day, nobody came on time.";
            case "workmanship" -> "The same fault is back.";
            case "attitude" -> "The technician was rude.";
            case "fee" -> "Had to pay although it is under warranty.";
            case "parts" -> "Weeks of waiting for a part.";
            case "product" -> "It keeps breaking, a poor product.";
            default -> "Not happy with how this was handled.";
        };
    }
}
