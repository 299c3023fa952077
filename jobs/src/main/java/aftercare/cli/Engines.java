package aftercare.cli;

import aftercare.cli.engine.EngineAddress;
import aftercare.cli.engine.EngineClient;
import aftercare.cli.engine.EngineClient.Outcome;
import aftercare.cli.engine.EngineIdentity;
import aftercare.cli.engine.EngineRequest;
import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import aftercare.config.Progress;
import aftercare.config.Retry;
import aftercare.config.Settings;
import aftercare.config.SettingsCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands to the engine of their lake: to one that is there, or, where the user wants one, to one that is
 * started for it. Whatever no engine can do the command does in this process, as ever.
 */
final class Engines {
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** What an engine needs, for those who asked for one and get none. */
    static final String NEEDS = "engines are for lakes of this machine and a master such as local[*], and listen in "
            + EngineAddress.folderOfThisUser() + ", which must be yours alone.";

    /** What the launcher reads of our variables; all others travel with each command. */
    private static final Set<String> OF_THE_LAUNCHER =
            Set.of("AFTERCARE_HEAP", "AFTERCARE_JAVA_OPTS", SettingsCatalog.ENGINE_IDLE.variable());

    private final Surroundings surroundings;
    private final List<String> arguments;

    Engines(Surroundings surroundings, String... arguments) {
        this.surroundings = surroundings;
        this.arguments = List.of(arguments);
    }

    /** Where the engine of a lake listens, where it can have one. */
    static Optional<EngineAddress> address(Settings settings) {
        return settings.of(SettingsCatalog.MASTER).startsWith("local")
                ? EngineAddress.of(settings.of(SettingsCatalog.LAKE), EngineAddress.folderOfThisUser())
                : Optional.empty();
    }

    /**
     * Has the command run by an engine.
     *
     * @return its exit status; empty where no engine took it
     * @throws AftercareException AFC-4401 when the engine ended before the command did
     */
    Optional<ExitStatus> run(Settings settings, Progress progress) {
        Optional<Boolean> wanted = settings.of(SettingsCatalog.ENGINE);
        if (!wanted.orElse(true)) {
            return Optional.empty();
        }
        boolean start = wanted.orElse(false);
        Optional<EngineAddress> address = address(settings)
                .filter(there -> start ? there.makeFolder() : Files.exists(there.socket()) && there.isPrivate());
        if (address.isEmpty()) {
            if (start) {
                progress.note("There can be no engine here: " + NEEDS + " The command runs without one.");
            }
            return Optional.empty();
        }
        String master = settings.of(SettingsCatalog.MASTER);
        EngineRequest request = new EngineRequest(
                start ? EngineRequest.Kind.RUN_OR_MAKE_ROOM : EngineRequest.Kind.RUN,
                EngineIdentity.ofThisProcess(master, surroundings.environment()),
                arguments,
                surroundings.environment(),
                surroundings.workingDirectory(),
                surroundings.terminal());
        Outcome outcome = ask(address.get(), request);
        if (start && (outcome.kind() == EngineClient.Kind.NOT_THERE || outcome.kind() == EngineClient.Kind.UNFIT)) {
            outcome = startAndAsk(address.get(), request, settings, progress);
        }
        return switch (outcome.kind()) {
            case DONE -> Optional.of(status(outcome.status()));
            case GONE -> throw gone(address.get());
            case NOT_THERE, BUSY, UNFIT -> {
                LOG.info("no engine takes the command: {}", outcome.kind());
                yield Optional.empty();
            }
        };
    }

    private Outcome ask(EngineAddress address, EngineRequest request) {
        return EngineClient.ask(address, request, surroundings.out(), surroundings.err());
    }

    private Outcome startAndAsk(EngineAddress address, EngineRequest request, Settings settings, Progress progress) {
        Outcome notThere = new Outcome(EngineClient.Kind.NOT_THERE, 0);
        String home = System.getProperty("aftercare.home");
        if (home == null) {
            return notThere;
        }
        try {
            start(Path.of(home, "aftercare"), address, settings);
            // It is asked again until it takes the command: one that was there is given the time to end.
            return Retry.every(LOOK)
                    .atMost(START)
                    .until("the engine of the lake", () -> {
                        Outcome outcome = ask(address, request);
                        return outcome.kind() == EngineClient.Kind.NOT_THERE
                                        || outcome.kind() == EngineClient.Kind.UNFIT
                                ? Optional.empty()
                                : Optional.of(outcome);
                    })
                    .orElseGet(() -> {
                        progress.warn("No engine came up within " + START.toSeconds() + " s; " + address.log()
                                + " says what happened. The command runs without one.");
                        return notThere;
                    });
        } catch (IOException unstartable) {
            progress.warn("No engine can be started (" + unstartable.getMessage() + "). The command runs without one.");
            return notThere;
        }
    }

    /**
     * Starts an engine that outlives this process: in a group of processes of its own, so that who ends ours does not
     * end it, and without our secrets.
     */
    private void start(Path launcher, EngineAddress address, Settings settings) throws IOException {
        Files.deleteIfExists(address.log());
        Files.createFile(
                address.log(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                "-c",
                "set -m; nohup \"$@\" </dev/null >>\"$0\" 2>&1 &",
                address.log().toString(),
                launcher.toString(),
                "engine",
                "serve",
                SettingsCatalog.LAKE.flag(),
                settings.of(SettingsCatalog.LAKE),
                SettingsCatalog.MASTER.flag(),
                settings.of(SettingsCatalog.MASTER));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(withoutOurs(surroundings.environment()));
        builder.directory(surroundings.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Map<String, String> withoutOurs(Map<String, String> environment) {
        Map<String, String> kept = new HashMap<>(environment);
        kept.keySet()
                .removeIf(name ->
                        !OF_THE_LAUNCHER.contains(name) && (name.startsWith("AFTERCARE_") || name.startsWith("PG")));
        return kept;
    }

    private static ExitStatus status(int value) {
        for (ExitStatus status : ExitStatus.values()) {
            if (status.value() == value) {
                return status;
            }
        }
        return ExitStatus.UNEXPECTED;
    }

    private static AftercareException gone(EngineAddress address) {
        return new AftercareException(
                ErrorCode.ENGINE_GONE,
                "The engine that ran the command ended before the command did.",
                "It was killed, or the machine had no memory left; " + address.log() + " says what it knew.",
                "Run the same command again: nothing half-done shows, and the engine is started anew. --no-engine runs"
                        + " it without one.");
    }
}
