package aftercare.cli;

import aftercare.config.ExitStatus;
import aftercare.config.PlantedTruths;
import aftercare.config.Progress;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import aftercare.simulate.CompanyGenerator;
import aftercare.simulate.GenerateOptions;
import aftercare.simulate.GeneratedCompany;
import aftercare.simulate.Shape;
import java.util.List;
import java.util.Locale;

final class GenerateCommand implements Command {
    @Override
    public String name() {
        return "generate";
    }

    @Override
    public String summary() {
        return "Invent the exports of a whole company with known truths";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                SettingsCatalog.OUT,
                SettingsCatalog.REPAIRS,
                SettingsCatalog.MONTHS,
                SettingsCatalog.SEED,
                SettingsCatalog.DIRTY,
                SettingsCatalog.TRUTHS);
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        GenerateOptions options = GenerateOptions.into(settings.of(SettingsCatalog.OUT))
                .withRepairs(settings.of(SettingsCatalog.REPAIRS))
                .withMonths(settings.of(SettingsCatalog.MONTHS))
                .withSeed(settings.of(SettingsCatalog.SEED))
                .withDirtyShare(settings.of(SettingsCatalog.DIRTY))
                .withShape(
                        settings.of(SettingsCatalog.TRUTHS) == PlantedTruths.NONE
                                ? Shape.unplanted()
                                : Shape.standard());
        try (Progress.Step step = console.progress().step("generate")) {
            GeneratedCompany company = CompanyGenerator.generate(options);
            step.rows(
                    company.rows().values().stream().mapToLong(Long::longValue).sum());
            step.detail(String.format(Locale.ROOT, "%,d orders in %,d files", company.orders(), company.files()));
        }
        return ExitStatus.DONE;
    }
}
