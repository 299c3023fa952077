package aftercare.config;

import java.util.List;

/** The texts given for a setting, and where they were found, such as {@code aftercare.yaml, line 3}. */
record GivenTexts(List<String> texts, String origin) {}
