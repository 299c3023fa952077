package aftercare.config;

import java.util.regex.Pattern;

/** Keeps passwords inside addresses out of what is shown. */
public final class Redaction {
    private static final Pattern PARAMETER = Pattern.compile("(?i)((?:password|passwd|pwd)=)[^&;\\s]*");
    private static final Pattern USER_INFO = Pattern.compile("(//[^/:@\\s]+:)[^/@\\s]+@");

    private Redaction() {}

    /** The text with every password in it replaced by stars. */
    public static String of(String text) {
        String parameters = PARAMETER.matcher(text).replaceAll("$1***");
        return USER_INFO.matcher(parameters).replaceAll("$1***@");
    }
}
