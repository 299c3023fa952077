package aftercare.cli;

import aftercare.cli.engine.Engine;
import aftercare.cli.engine.EngineAddress;
import aftercare.cli.engine.EngineIdentity;
import aftercare.cli.engine.EngineRequest;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Setting;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.delta.DeltaLog;

/** Is the engine of a lake. Commands start it by themselves; whoever wants it up all the time may start it too. */
final class EngineServeCommand implements Command {
    /** What an engine that makes room may take to end. */
    private static final Duration HANDOVER = Duration.ofSeconds(30);

    private final Surroundings surroundings;

    EngineServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public String name() {
        return "engine serve";
    }

    @Override
    public String summary() {
        return "Run the commands on a lake in this process, which stays warm between them, until nobody asks";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SettingsCatalog.LAKE, SettingsCatalog.ENGINE_IDLE, SettingsCatalog.MASTER);
    }

    @Override
    public boolean runsInEngine() {
        return false;
    }

    @Override
    public boolean endsOnInterrupt() {
        return true;
    }

    @Override
    public ExitStatus run(Settings settings, Console console) {
        EngineAddress address = Engines.address(settings)
                .filter(EngineAddress::makeFolder)
                .orElseThrow(() -> new AftercareException(
                        ErrorCode.BAD_OPTION,
                        "There can be no engine for " + settings.of(SettingsCatalog.LAKE) + ".",
                        "What it needs is not there: " + Engines.NEEDS,
                        "Run the commands without one."));
        String identity = EngineIdentity.ofThisProcess(settings.of(SettingsCatalog.MASTER), surroundings.environment());
        try {
            Optional<Engine> engine = Engine.listen(
                    address,
                    identity,
                    settings.of(SettingsCatalog.ENGINE_IDLE),
                    HANDOVER,
                    EngineServeCommand::run,
                    System::exit);
            if (engine.isEmpty()) {
                console.progress().note("the lake has an engine already");
                return ExitStatus.DONE;
            }
            try (Engine listening = engine.get()) {
                listening.serve();
            }
            return ExitStatus.DONE;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Engine.Ended run(EngineRequest request, PrintStream out, PrintStream err) {
        Surroundings asked = new Surroundings(
                request.environment(), request.workingDirectory(), Clock.systemUTC(), out, err, request.terminal());
        PrintStream ownOut = System.out;
        PrintStream ownErr = System.err;
        System.setOut(out);
        System.setErr(err);
        try {
            // Since the last command others may have put a table in the place of another, or cut its log.
            DeltaLog.clearCache();
            ExitStatus status = CommandRunner.resident(Commands.all(asked), asked, new Interruption())
                    .run(request.arguments().toArray(String[]::new));
            return new Engine.Ended(status.value(), status != ExitStatus.UNEXPECTED);
        } finally {
            System.setOut(ownOut);
            System.setErr(ownErr);
        }
    }
}
