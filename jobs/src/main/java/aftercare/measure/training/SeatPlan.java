package aftercare.measure.training;

import aftercare.measure.training.CourseFindings.Saving;
import aftercare.table.TrainingNeedTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts needs together to seats in courses, and spreads those that are advised over the coming quarters. */
final class SeatPlan {
    /** The plans, the most urgent first. */
    private static final List<String> PLANS = List.of("onboarding", "special", "regional", "annual");

    private static final int QUARTERS = 4;
    private static final int MONTHS_A_QUARTER = 3;

    private SeatPlan() {}

    /**
     * A seat for somebody in a course; none is advised in a course to review.
     *
     * @param savedDays over which a course that worked was followed; null when no saving is known
     * @param savedVisits in these days
     */
    record Seat(
            String technician,
            String course,
            Advice advice,
            String plan,
            String outlet,
            @Nullable String region,
            LocalDate quarter,
            List<String> skills,
            double failedVisits,
            @Nullable Double costAtStake,
            double priority,
            @Nullable Double courseCost,
            @Nullable Integer savedDays,
            @Nullable Double savedVisits,
            @Nullable Double savedCost) {
        Seat in(LocalDate otherQuarter) {
            return new Seat(
                    technician,
                    course,
                    advice,
                    plan,
                    outlet,
                    region,
                    otherQuarter,
                    skills,
                    failedVisits,
                    costAtStake,
                    priority,
                    courseCost,
                    savedDays,
                    savedVisits,
                    savedCost);
        }
    }

    /**
     * The seats that meet all needs.
     *
     * @param needs each with a course
     * @param costs mean cost of an attendance by skill
     * @param findings on the courses
     * @param day after which the plan begins
     */
    static List<Seat> of(
            List<TrainingNeedTable.Values> needs, Map<String, Double> costs, CourseFindings findings, LocalDate day) {
        Map<String, List<TrainingNeedTable.Values>> byCourseAndPerson = new TreeMap<>();
        needs.forEach(need -> byCourseAndPerson
                .computeIfAbsent(NeedFacts.key(need.course(), need.technicianId()), none -> new ArrayList<>())
                .add(need));
        Map<String, List<Seat>> byCourse = new TreeMap<>();
        byCourseAndPerson.values().forEach(some -> {
            Seat seat = seat(some, costs, findings, day);
            byCourse.computeIfAbsent(seat.course(), none -> new ArrayList<>()).add(seat);
        });
        List<Seat> seats = new ArrayList<>();
        byCourse.values().forEach(some -> seats.addAll(spread(some, day)));
        return seats;
    }

    private static Seat seat(
            List<TrainingNeedTable.Values> needs, Map<String, Double> costs, CourseFindings findings, LocalDate day) {
        needs.sort(Comparator.comparing(TrainingNeedTable.Values::skill));
        TrainingNeedTable.Values first = needs.get(0);
        String plan = needs.stream()
                .map(TrainingNeedTable.Values::plan)
                .min(Comparator.comparingInt(PLANS::indexOf))
                .orElseThrow();
        Advice advice = needs.stream()
                .map(findings::advice)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        List<Saving> savings =
                needs.stream().map(findings::saving).filter(Objects::nonNull).toList();
        OptionalDouble cost = needs.stream()
                .map(need -> costs.get(need.skill()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return new Seat(
                first.technicianId(),
                first.course(),
                advice,
                plan,
                first.outletId(),
                first.regionId(),
                quarter(day, advice != Advice.REVIEW && "regional".equals(plan) ? 2 : 1),
                needs.stream().map(TrainingNeedTable.Values::skill).toList(),
                needs.stream()
                        .mapToDouble(TrainingNeedTable.Values::failedVisits)
                        .sum(),
                known(needs.stream().map(TrainingNeedTable.Values::costAtStake)),
                needs.stream().mapToDouble(TrainingNeedTable.Values::priority).sum(),
                cost.isPresent() ? Double.valueOf(cost.getAsDouble()) : null,
                savings.stream()
                        .map(Saving::days)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                known(savings.stream().map(Saving::visits)),
                known(savings.stream().map(Saving::cost)));
    }

    /** The sum of what is known; null when nothing is. */
    private static @Nullable Double known(Stream<@Nullable Double> values) {
        return values.filter(Objects::nonNull).reduce(Double::sum).orElse(null);
    }

    /** The advised annual seats of a course by priority over four quarters; the others stay where they are. */
    private static List<Seat> spread(List<Seat> seats, LocalDate day) {
        List<Seat> annual = seats.stream()
                .filter(SeatPlan::mayWait)
                .sorted(Comparator.comparingDouble(Seat::priority).reversed().thenComparing(Seat::technician))
                .toList();
        List<Seat> spread =
                new ArrayList<>(seats.stream().filter(seat -> !mayWait(seat)).toList());
        for (int i = 0; i < annual.size(); i++) {
            spread.add(annual.get(i).in(quarter(day, 1 + i * QUARTERS / annual.size())));
        }
        return spread;
    }

    private static boolean mayWait(Seat seat) {
        return seat.plan().equals("annual") && seat.advice() != Advice.REVIEW;
    }

    /** The first day of a quarter after a day, 1 being the next. */
    static LocalDate quarter(LocalDate day, int after) {
        int passed = (day.getMonthValue() - 1) % MONTHS_A_QUARTER;
        return day.withDayOfMonth(1).minusMonths(passed).plusMonths((long) after * MONTHS_A_QUARTER);
    }
}
