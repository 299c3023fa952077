package aftercare.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * What a figure's change is made of, member by member, as Shapley values: each part is the mean of what it adds over
 * all orders in which the others may have changed before it (Shapley 1953; for two factors Bennet 1920). Parts add up
 * to the change, which no choice of a base month does without a rest.
 */
public final class ChangeParts {
    private ChangeParts() {}

    /**
     * A member in two months.
     *
     * @param name its name
     * @param x0 what is counted above the line before
     * @param n0 what is counted below it before
     * @param x1 above after
     * @param n1 below after
     */
    public record Member(String name, double x0, double n0, double x1, double n1) {}

    /**
     * What a member adds to the change.
     *
     * @param name the member
     * @param volume because there was more or less of everything
     * @param mix because its share of all was another
     * @param rate because its own rate was another
     */
    public record Part(String name, double volume, double mix, double rate) {
        /** All of it. */
        public double total() {
            return volume + mix + rate;
        }
    }

    /**
     * The change of {@code sum(x) / sum(n)}. A growing share adds as far as the member's rate is better than that of
     * all members together, both as the mean of the two months. Volume plays no part in a ratio.
     *
     * @throws IllegalArgumentException when a month has nothing below the line
     */
    public static List<Part> ofRatio(List<Member> members) {
        double all0 = members.stream().mapToDouble(Member::n0).sum();
        double all1 = members.stream().mapToDouble(Member::n1).sum();
        if (all0 == 0 || all1 == 0) {
            throw new IllegalArgumentException("a month without anything to count has no ratio");
        }
        double centre = (members.stream().mapToDouble(Member::x0).sum() / all0
                        + members.stream().mapToDouble(Member::x1).sum() / all1)
                / 2;
        List<Part> parts = new ArrayList<>();
        for (Member member : members) {
            double share0 = member.n0() / all0;
            double share1 = member.n1() / all1;
            if (isUneven(member)) {
                // Counted above the line and not below it: it has no rate, so what it adds is no matter of shares.
                parts.add(new Part(
                        member.name(), 0, -centre * (share1 - share0), member.x1() / all1 - member.x0() / all0));
                continue;
            }
            double rate0 = rate(member.x0(), member.n0(), member.x1(), member.n1());
            double rate1 = rate(member.x1(), member.n1(), member.x0(), member.n0());
            parts.add(new Part(
                    member.name(),
                    0,
                    ((rate0 + rate1) / 2 - centre) * (share1 - share0),
                    (share0 + share1) / 2 * (rate1 - rate0)));
        }
        return parts;
    }

    /**
     * The change of {@code sum(x)}, where x is counted among n: {@code x = sum(n) * share * rate}. Without anything
     * among which it is counted, all of it is volume.
     */
    public static List<Part> ofCount(List<Member> members) {
        double all0 = members.stream().mapToDouble(Member::n0).sum();
        double all1 = members.stream().mapToDouble(Member::n1).sum();
        List<Part> parts = new ArrayList<>();
        for (Member member : members) {
            if (all0 == 0 || all1 == 0 || isUneven(member)) {
                parts.add(new Part(member.name(), member.x1() - member.x0(), 0, 0));
                continue;
            }
            double share0 = member.n0() / all0;
            double share1 = member.n1() / all1;
            double rate0 = rate(member.x0(), member.n0(), member.x1(), member.n1());
            double rate1 = rate(member.x1(), member.n1(), member.x0(), member.n0());
            parts.add(new Part(
                    member.name(),
                    shapley(all0, all1, share0, share1, rate0, rate1),
                    shapley(share0, share1, all0, all1, rate0, rate1),
                    shapley(rate0, rate1, all0, all1, share0, share1)));
        }
        return parts;
    }

    /** What the first of three factors adds to the change of their product. */
    private static double shapley(double a0, double a1, double b0, double b1, double c0, double c1) {
        return (a1 - a0) * ((b0 * c0 + b1 * c1) / 3 + (b0 * c1 + b1 * c0) / 6);
    }

    private static boolean isUneven(Member member) {
        return (member.n0() == 0 && member.x0() != 0) || (member.n1() == 0 && member.x1() != 0);
    }

    /** The rate in a month; where nothing was counted, that of the other, so that it does not change. */
    private static double rate(double x, double n, double otherX, double otherN) {
        return n != 0 ? x / n : otherN != 0 ? otherX / otherN : 0;
    }
}
