package aftercare.simulate;

/** The kinds of product, with how each ages, follows the seasons and keeps technicians busy. */
@SuppressWarnings("ImmutableEnumChecker") // The arrays and records in it are never written to.
enum Category {
    AIR_CONDITIONER(
            "air_conditioner",
            "AC",
            new Ageing(0.9, 4, 1.1, 30),
            new double[] {0.25, 0.45, 0.60},
            7,
            0.16,
            new Work(0.45, 0.10, 1.6, 95),
            new String[] {"no_cooling", "water_leak", "noise", "no_power", "smell", "remote_fault"}),
    REFRIGERATOR(
            "refrigerator",
            "RF",
            new Ageing(0.6, 5, 0.8, 36),
            new double[] {0.15, 0.22, 0.30},
            7,
            0.11,
            new Work(0.04, 0.0, 1.4, 80),
            new String[] {"no_cooling", "frost", "noise", "door_seal", "water_leak", "display_fault"}),
    WASHING_MACHINE(
            "washing_machine",
            "WM",
            new Ageing(0.7, 4, 1.3, 30),
            new double[] {0.06, 0.05, 0.04},
            11,
            0.17,
            new Work(0.22, 0.0, 1.3, 60),
            new String[] {"no_spin", "no_drain", "leak", "noise", "door_lock", "no_power"}),
    WATER_HEATER(
            "water_heater",
            "WH",
            new Ageing(0.5, 5, 1.5, 24),
            new double[] {0.50, 0.40, 0.25},
            1,
            0.14,
            new Work(0.40, 0.08, 1.2, 55),
            new String[] {"no_heating", "leak", "ignition_fault", "low_flow", "error_code", "noise"}),
    TELEVISION(
            "television",
            "TV",
            new Ageing(1.1, 3, 0.7, 36),
            new double[] {0.12, 0.10, 0.08},
            12,
            0.08,
            new Work(0.12, 0.0, 1.0, 110),
            new String[] {"no_picture", "no_sound", "lines", "no_power", "remote_fault", "software_fault"});

    /** Share of a category's repairs per symptom, in the order of its symptoms. */
    static final double[] SYMPTOM_SHARES = {0.34, 0.22, 0.16, 0.12, 0.09, 0.07};

    private static final String[] SKILLS = {
        "cooling_circuit", "refrigerant_charge", "drive_and_drainage", "gas_and_heating", "panel_diagnosis"
    };

    /** A bath-tub: 1 + infant exp(-age/fades) + wear ((age - from) / 60)^1.5, ages in months. */
    private record Ageing(double infant, double fades, double wear, double from) {}

    /** Share of units installed by us, maintenance visits per unit and year, standard hours and usual parts cost. */
    private record Work(double installShare, double maintenanceRate, double hours, double parts) {}

    private final String label;
    private final String code;
    private final Ageing ageing;
    private final double[] swing;
    private final int peakMonth;
    private final double rate;
    private final Work work;
    private final String[] symptoms;

    Category(
            String label,
            String code,
            Ageing ageing,
            double[] swing,
            int peakMonth,
            double rate,
            Work work,
            String[] symptoms) {
        this.label = label;
        this.code = code;
        this.ageing = ageing;
        this.swing = swing;
        this.peakMonth = peakMonth;
        this.rate = rate;
        this.work = work;
        this.symptoms = symptoms;
    }

    /** Where the category stands in tables that have one place for each. */
    @SuppressWarnings("EnumOrdinal")
    int place() {
        return ordinal();
    }

    String label() {
        return label;
    }

    String code() {
        return code;
    }

    String skill() {
        return SKILLS[place()];
    }

    String course() {
        return skill() + "_course";
    }

    String symptom(int index) {
        return symptoms[index];
    }

    int symptomCount() {
        return symptoms.length;
    }

    /** Usual repairs per unit and year in mid-life. */
    double rate() {
        return rate;
    }

    double installShare() {
        return work.installShare;
    }

    double maintenanceRate() {
        return work.maintenanceRate;
    }

    double hours() {
        return work.hours;
    }

    double parts() {
        return work.parts;
    }

    /** How much more often a unit of this age in months breaks than one in mid-life. */
    double ageFactor(int age) {
        double worn = Math.max(0, age - ageing.from) / 60;
        return 1 + ageing.infant * Math.exp(-age / ageing.fades) + ageing.wear * worn * Math.sqrt(worn);
    }

    /** How much busier than the year's mean a calendar month (1-12) is in a climate zone. */
    double season(int calendarMonth, int zone) {
        return 1 + swing[zone] * Math.cos(2 * Math.PI * (calendarMonth - peakMonth) / 12);
    }
}
