package aftercare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.stats.ChangeParts.Member;
import aftercare.stats.ChangeParts.Part;
import java.util.List;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChangePartsTest {
    @Provide
    Arbitrary<List<Member>> members() {
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 60);
        return Combinators.combine(few, few, few, few)
                .as((x0, n0, x1, n1) -> new Member("m", x0, n0, x1, n1))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = 300)
    void partsOfARatioAddUpToItsChange(@ForAll("members") List<Member> members) {
        double before = sum(members, Member::n0);
        double after = sum(members, Member::n1);
        if (before > 0 && after > 0) {
            assertThat(sum(ChangeParts.ofRatio(members), Part::total))
                    .isCloseTo(sum(members, Member::x1) / after - sum(members, Member::x0) / before, within(1e-9));
        }
    }

    @Property(tries = 300)
    void partsOfACountAddUpToItsChangeMemberByMember(@ForAll("members") List<Member> members) {
        List<Part> parts = ChangeParts.ofCount(members);
        for (int i = 0; i < members.size(); i++) {
            assertThat(parts.get(i).total())
                    .isCloseTo(members.get(i).x1() - members.get(i).x0(), within(1e-9));
        }
    }

    /** Simpson's paradox: each region does better, the company worse, since work moved to the weaker one. */
    @Test
    void workThatMovesToTheWeakerMemberIsMixThoughBothDoBetter() {
        List<Part> parts = ChangeParts.ofRatio(
                List.of(new Member("north", 90, 100, 19, 20), new Member("south", 10, 20, 60, 100)));

        assertThat(sum(parts, Part::rate)).isPositive();
        assertThat(sum(parts, Part::mix)).isNegative();
        assertThat(sum(parts, Part::total)).isCloseTo(79.0 / 120 - 100.0 / 120, within(1e-12));
        assertThat(parts).allMatch(part -> part.rate() > 0 && part.mix() < 0);
    }

    @Test
    void twiceTheOrdersOfTheSameKindAreVolumeAlone() {
        assertThat(ChangeParts.ofCount(List.of(new Member("north", 5, 50, 10, 100))))
                .containsExactly(new Part("north", 5, 0, 0));
    }

    private static <T> double sum(List<T> all, ToDoubleFunction<T> of) {
        return all.stream().mapToDouble(of).sum();
    }
}
