package aftercare.serve.report;

import java.nio.file.Path;
import java.util.List;

/**
 * A letter to an outlet that was written.
 *
 * @param outlet its code
 * @param name what it is called
 * @param files the letter, in each format asked for
 * @param subject of a mail with it
 * @param mail what such a mail says: how the outlet stands, and what to do first
 */
public record OutletLetter(String outlet, String name, List<Path> files, String subject, String mail) {
    public OutletLetter {
        files = List.copyOf(files);
    }
}
