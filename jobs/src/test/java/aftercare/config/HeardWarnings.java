package aftercare.config;

import java.util.List;

/**
 * Keeps what a command warns of.
 *
 * @param heard takes each warning
 */
public record HeardWarnings(List<String> heard) implements Progress {
    @Override
    public Step step(String name) {
        return SILENT.step(name);
    }

    @Override
    public void note(String message) {
        // not looked at
    }

    @Override
    public void warn(String message) {
        heard.add(message);
    }
}
