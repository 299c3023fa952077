package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command: what it is called, what it reads, and what it starts. */
interface Command {
    /** As typed, such as {@code ingest}; two words, such as {@code quarantine list}, for one of a group. */
    String name();

    /** One line for the list of commands. */
    String summary();

    /** What it reads besides {@link aftercare.config.SettingsCatalog#COMMON}, in the order of its help. */
    List<Setting<?>> settings();

    /** The one of its settings that may be given without its flag, as the argument of the command; null for none. */
    default @Nullable Setting<?> argument() {
        return null;
    }

    /** Does the work. Results go to {@link Console#out()}, everything else to its progress. */
    ExitStatus run(Settings settings, Console console);

    /** Whether the engine of its lake may run it for this process. */
    default boolean runsInEngine() {
        return settings().contains(SettingsCatalog.LAKE) && settings().contains(SettingsCatalog.MASTER);
    }

    /** Whether the user ends it with Ctrl-C as a matter of course. */
    default boolean endsOnInterrupt() {
        return false;
    }
}
