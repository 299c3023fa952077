package aftercare.cli;

import aftercare.cli.engine.EngineAddress;
import aftercare.cli.engine.EngineClient;
import aftercare.cli.engine.EngineRequest;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class EngineStopCommand implements Command {
    private final Surroundings surroundings;

    EngineStopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public String name() {
        return "engine stop";
    }

    @Override
    public String summary() {
        return "End the engine of a lake, unless it runs a command";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SettingsCatalog.LAKE, SettingsCatalog.MASTER);
    }

    @Override
    public boolean runsInEngine() {
        return false;
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        EngineRequest request = new EngineRequest(
                EngineRequest.Kind.END, "", List.of(), Map.of(), surroundings.workingDirectory(), false);
        Optional<EngineAddress> address = Engines.address(settings);
        EngineClient.Kind answer = address.filter(EngineAddress::isPrivate)
                .map(there -> EngineClient.ask(there, request, surroundings.out(), surroundings.err())
                        .kind())
                .orElse(EngineClient.Kind.NOT_THERE);
        console.out()
                .println(
                        switch (answer) {
                            case DONE -> "The engine ends.";
                            case BUSY -> "The engine runs a command, and goes on.";
                            default -> "The lake has no engine.";
                        });
        return ExitStatus.DONE;
    }
}
