package aftercare.cli.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an engine is asked to do.
 *
 * @param kind whether to run a command or to end
 * @param identity what the engine must be to do it as the asking process would ({@link EngineIdentity})
 * @param arguments the command line
 * @param environment the variables of the command, secrets among them; the engine itself has none
 * @param workingDirectory where the command was typed
 * @param terminal whether a person watches what the command says
 */
public record EngineRequest(
        Kind kind,
        String identity,
        List<String> arguments,
        Map<String, String> environment,
        Path workingDirectory,
        boolean terminal) {
    /** More than any command line or environment has; what claims to be longer is not from us. */
    private static final int MOST = 16 << 20;

    /** What is asked for. */
    public enum Kind {
        /** Run the command, where the engine is free and fits. */
        RUN,
        /** The same; an engine that is free and does not fit ends, so that one that does can take its place. */
        RUN_OR_MAKE_ROOM,
        /** End, unless a command runs. */
        END
    }

    void write(DataOutputStream to) throws IOException {
        write(to, kind.name());
        write(to, identity);
        to.writeInt(arguments.size());
        for (String argument : arguments) {
            write(to, argument);
        }
        to.writeInt(environment.size());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            write(to, variable.getKey());
            write(to, variable.getValue());
        }
        write(to, workingDirectory.toString());
        to.writeBoolean(terminal);
        to.flush();
    }

    static EngineRequest read(DataInputStream from) throws IOException {
        Kind kind = kind(text(from));
        String identity = text(from);
        List<String> arguments = new ArrayList<>();
        for (int left = count(from); left > 0; left--) {
            arguments.add(text(from));
        }
        Map<String, String> environment = new LinkedHashMap<>();
        for (int left = count(from); left > 0; left--) {
            environment.put(text(from), text(from));
        }
        return new EngineRequest(kind, identity, arguments, environment, Path.of(text(from)), from.readBoolean());
    }

    private static Kind kind(String name) throws IOException {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new IOException("a request of a kind that is not known: " + name);
    }

    private static void write(DataOutputStream to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private static String text(DataInputStream from) throws IOException {
        byte[] bytes = new byte[count(from)];
        from.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int count(DataInputStream from) throws IOException {
        int count = from.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("a request that is damaged");
        }
        return count;
    }
}
