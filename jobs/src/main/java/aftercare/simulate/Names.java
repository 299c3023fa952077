package aftercare.simulate;

import java.util.SplittableRandom;

/** Invented people and places. */
final class Names {
    static final String[] CITIES = {
        "Ashford", "Brook", "Castle", "Dale", "Elm", "Ferry", "Grange", "Haven", "Iris", "Juniper", "Kiln", "Linden",
        "Mill", "Norton", "Oak", "Pine", "Quarry", "Ridge", "Stone", "Thorn", "Union", "Vale", "Willow", "York"
    };
    static final String[] FIRST = {
        "Anna", "Ben", "Clara", "David", "Emma", "Felix", "Grace", "Hugo", "Ines", "Jonas", "Karin", "Li Wei", "Mei",
        "Nora", "Omar", "Petra", "Qiang", "Rosa", "Sven", "Tomas"
    };
    static final String[] LAST = {
        "Berg",
        "Chen",
        "Dubois",
        "Evans",
        "Fischer",
        "Garcia",
        "Hansen",
        "Ito",
        "Jensen",
        "Kowalski",
        "Larsen",
        "Meyer",
        "Novak",
        "Olsen",
        "Peeters",
        "Rossi",
        "Schmidt",
        "Wang",
        "Zhang",
        "Zhao"
    };

    private Names() {}

    static String full(SplittableRandom random) {
        return Streams.any(random, FIRST) + " " + Streams.any(random, LAST);
    }
}
