package aftercare.cli;

import java.util.List;

/** Every command there is, in the order of the help. */
final class Commands {
    private Commands() {}

    static List<Command> all(Surroundings surroundings) {
        return List.of(
                new RunCommand(),
                new IngestCommand(),
                new ComputeCommand(),
                new ScenarioListCommand(),
                new ScenarioDropCommand(),
                new PublishCommand(),
                new ReportCommand(surroundings),
                new ExportCommand(),
                new WhyCommand(),
                new QuarantineListCommand(),
                new QuarantineShowCommand(),
                new QuarantineReplayCommand(),
                new MartsServeCommand(),
                new EngineServeCommand(surroundings),
                new EngineStopCommand(surroundings),
                DashboardsCommand.plan(surroundings),
                DashboardsCommand.apply(surroundings),
                new TemplateCommand(),
                new MapCommand(),
                new GenerateCommand(),
                new CloseCommand(),
                new MaintainCommand(),
                new ForgetCommand(),
                new RebuildCommand(),
                new DoctorCommand(surroundings));
    }
}
