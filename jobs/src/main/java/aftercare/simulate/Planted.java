package aftercare.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The truths planted in the network: who and what is bad, and which course helps. */
final class Planted {
    static final Category LACKING = Category.REFRIGERATOR;
    static final Category EFFECTIVE = Category.WASHING_MACHINE;
    static final Category USELESS = Category.WATER_HEATER;
    static final double FLAW_MULTIPLIER = 4;
    static final int FLAW_SYMPTOM = 2;
    static final double REPEATING_RISK = 0.34;

    /** A course taken; {@code score} in points of 100. */
    record Training(int technician, Category category, int startedOn, int completedOn, int score, int cost) {}

    /** Index of the outlet whose repairs come back, or -1. */
    final int outlet;
    /** Index of the model with the flaw, or -1. */
    final int flawedModel;
    /** First manufacturing month with the flaw. */
    final int flawedFrom;

    final List<Technician> lacking = new ArrayList<>();
    final List<Training> trainings = new ArrayList<>();
    /** Outlets that send fraudulent claims. */
    final int[] crooked;

    private final Network network;
    private final SplittableRandom random;
    private final boolean plant;

    private Planted(Network network, SplittableRandom random, boolean plant) {
        this.network = network;
        this.random = random;
        this.plant = plant;
        Outlet worst = network.outlets.stream()
                .filter(o -> o.versions.size() == 1 && o.opened < 0)
                .max(Comparator.comparingDouble(o -> o.size))
                .orElseThrow();
        outlet = plant ? worst.index : -1;
        flawedModel = plant ? 0 : -1;
        int months = network.window.months();
        flawedFrom = Math.max(0, Math.max(months - 12, months / 2 - 3));
        crooked = network.outlets.stream()
                .filter(o -> plant && o.index != worst.index && o.opened < 0)
                .limit(Math.max(2, network.outlets.size() / 10))
                .mapToInt(o -> o.index)
                .toArray();
        if (plant) {
            worst.repeatRisk = REPEATING_RISK;
            worst.failRisk = 0.07;
        }
        weaken();
    }

    static Planted in(Network network, Streams streams, boolean plant) {
        return new Planted(network, streams.of("planted"), plant);
    }

    private void weaken() {
        for (Technician technician : network.technicians) {
            if (random.nextDouble() < 0.15 && plant) {
                technician.weakness[LACKING.place()] = 0.28;
                lacking.add(technician);
            }
            course(technician, EFFECTIVE);
            course(technician, USELESS);
        }
    }

    private void course(Technician technician, Category category) {
        boolean weak = random.nextDouble() < 0.3;
        boolean trained = random.nextDouble() < (weak ? 0.5 : 0.05);
        int started = startOfCourse();
        int score = 55 + random.nextInt(45);
        if (weak && plant) {
            technician.weakness[category.place()] = 0.24;
        }
        if (trained && technician.hiredOn < started && technician.left == Integer.MAX_VALUE) {
            int completed = started + 2 + random.nextInt(4);
            trainings.add(
                    new Training(technician.index, category, started, completed, score, 300 + 50 * random.nextInt(8)));
            if (plant && category == EFFECTIVE) {
                technician.cured[category.place()] = completed + 1;
            }
        }
    }

    private int startOfCourse() {
        Window window = network.window;
        int months = window.months();
        int from = Math.min(months - 1, Math.max(0, months / 4));
        int until = Math.max(from + 1, months - 4);
        return window.firstDay(from + random.nextInt(until - from)) + random.nextInt(28);
    }
}
