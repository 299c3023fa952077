package aftercare.measure.training;

import java.util.Locale;

/** The steps of a service that can go wrong and cost the customer's satisfaction. */
enum Step {
    DIAGNOSIS("jobs were left unfixed or misjudged", "未修好或误判"),
    PARTS("jobs waited long for parts", "配件等待过久"),
    WORKMANSHIP("jobs came back within {repeat.days} days or were badly done", "{repeat.days} 天内返修或做工不良"),
    PUNCTUALITY("jobs were reached late", "上门不及时"),
    MANNER("customers blamed the manner", "因态度被用户抱怨");

    final String english;
    final String chinese;

    Step(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
