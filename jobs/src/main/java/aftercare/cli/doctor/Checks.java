package aftercare.cli.doctor;

import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every check, in the order they are shown. */
public final class Checks {
    private Checks() {}

    public static List<Check> all(Settings settings, Map<String, String> environment, Path workingDirectory) {
        Optional<LakePlace> lake = settings.of(SettingsCatalog.LAKE.optional()).map(LakePlace::of);
        return List.of(
                new JavaCheck(),
                new HeapCheck(),
                new ClockCheck(settings.clock()),
                new VariablesCheck(environment),
                new SettingsFileCheck(settings.of(SettingsCatalog.SETTINGS), workingDirectory),
                new PiiKeyCheck(environment),
                new LakeAccessCheck(lake),
                new DiskSpaceCheck(lake),
                new LakeZoneCheck(lake, settings.of(SettingsCatalog.ZONE)),
                new LeaseCheck(lake, settings.clock()),
                new PendingLoadsCheck(lake),
                new PersonalDataCheck(lake),
                new MartsCheck(settings.of(SettingsCatalog.MARTS.optional())),
                new MetabaseCheck(settings.of(SettingsCatalog.METABASE.optional()), environment));
    }
}
