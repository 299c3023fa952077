package aftercare.config;

import java.util.Locale;

/** The languages that labels, reports and dashboards come in. */
public enum Language {
    EN(Locale.ENGLISH),
    ZH_CN(Locale.SIMPLIFIED_CHINESE);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    public Locale locale() {
        return locale;
    }
}
