package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.serve.MartsTarget;
import java.util.List;
import java.util.concurrent.CountDownLatch;

final class MartsServeCommand implements Command {
    @Override
    public String name() {
        return "marts serve";
    }

    @Override
    public String summary() {
        return "Keep the embedded Postgres up, for Metabase or psql, until Ctrl-C";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SettingsCatalog.MARTS, SettingsCatalog.PORT);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        try (MartsTarget marts =
                MartsTarget.open(settings.of(SettingsCatalog.MARTS), settings.of(SettingsCatalog.PORT))) {
            console.out().println("The marts are at " + marts.jdbcUrl() + ". Ctrl-C ends them.");
            marts.passwordFile().ifPresent(file -> console.out().println("The password stands in " + file + "."));
            new CountDownLatch(1).await();
            return ExitStatus.DONE;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return ExitStatus.DONE;
        }
    }

    @Override
    public boolean endsOnInterrupt() {
        return true;
    }
}
