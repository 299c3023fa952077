package aftercare.lake;

import aftercare.config.AftercareException;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells from what Spark, Delta and the file system throw what is wrong with a lake: the disk is full, it may not be
 * written, the log of a table is damaged, or a file of it is missing or damaged. The only place where that is judged.
 */
public final class LakeDamage {
    private static final List<String> FULL = List.of("no space left on device", "disk quota exceeded");
    private static final List<String> READ_ONLY =
            List.of("read-only file system", "permission denied", "mkdirs failed to create");

    /** How Delta and Jackson say that a log is not whole. */
    private static final List<String> CUT_LOG = List.of(
            "delta_truncated_transaction_log",
            "delta_versions_not_contiguous",
            "delta_state_recover_error",
            "delta_missing_part_files",
            "delta_log_file_not_found",
            "delta_log_already_exists",
            "delta_checkpoint_non_exist_table",
            "delta_no_snapshot",
            "delta_empty_directory",
            "unexpected end-of-input",
            "malformed");

    private static final List<String> GONE =
            List.of("does not exist", "no such file", "file_not_exist", "file not found", "delta_file_not_found");
    private static final List<String> NOT_PARQUET =
            List.of("is not a parquet file", "failed_read_file", "can not read", "checksum", "footer");

    /** A file of a table, or a table: what comes before says where the lake is. */
    private static final Pattern OF_A_TABLE = Pattern.compile(
            "(?:[a-z0-9]+:)?/[^\\s'\"`,;]*?/(?:silver|gold|quarantine|ops(?:/derived)?)/[a-z_0-9]+(?:/[^\\s'\"`,;]*)?");

    private LakeDamage() {}

    /** The error to show for a failure; empty where nothing of the lake is to blame. */
    public static Optional<AftercareException> of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        if (says(chain, FULL)) {
            return Optional.of(LakeErrors.diskFull(line(chain, FULL), thrown));
        }
        Optional<String> file = file(chain);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (says(chain, READ_ONLY) || is(chain, AccessDeniedException.class, ReadOnlyFileSystemException.class)) {
            return Optional.of(LakeErrors.readOnly(file.get(), line(chain, READ_ONLY), thrown));
        }
        boolean inLog = file.get().contains("/_delta_log");
        if (says(chain, CUT_LOG) || (inLog && (damaged(chain) || is(chain, JsonProcessingException.class)))) {
            return Optional.of(LakeErrors.logDamaged(file.get(), thrown));
        }
        return damaged(chain) ? Optional.of(LakeErrors.fileDamaged(file.get(), thrown)) : Optional.empty();
    }

    static boolean isOfATable(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return !says(chain, FULL)
                && !says(chain, READ_ONLY)
                && (damaged(chain) || says(chain, CUT_LOG) || is(chain, JsonProcessingException.class));
    }

    private static boolean damaged(List<Throwable> chain) {
        return says(chain, GONE)
                || says(chain, NOT_PARQUET)
                || is(chain, FileNotFoundException.class, NoSuchFileException.class);
    }

    private static Optional<String> file(List<Throwable> chain) {
        List<String> found = new ArrayList<>();
        for (Throwable link : chain) {
            Matcher path = OF_A_TABLE.matcher(String.valueOf(link.getMessage()));
            while (path.find()) {
                found.add(path.group().replaceFirst("[.:)\\]]+$", ""));
            }
        }
        // The longest one names the file, the others the table.
        return found.stream().max(Comparator.comparingInt(String::length));
    }

    private static boolean says(List<Throwable> chain, List<String> words) {
        return chain.stream().anyMatch(link -> says(link, words));
    }

    private static boolean says(Throwable link, List<String> words) {
        String text = String.valueOf(link.getMessage()).toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(text::contains);
    }

    /** The line that says so. */
    private static String line(List<Throwable> chain, List<String> words) {
        return chain.stream()
                .filter(link -> says(link, words))
                .reduce((outer, inner) -> inner)
                .map(link ->
                        String.valueOf(link.getMessage()).lines().findFirst().orElse(""))
                .orElse("the file system refuses it");
    }

    private static boolean is(List<Throwable> chain, Class<?>... kinds) {
        return chain.stream().anyMatch(link -> Stream.of(kinds).anyMatch(kind -> kind.isInstance(link)));
    }

    private static List<Throwable> chain(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = thrown; link != null && seen.add(link); link = link.getCause()) {
            chain.add(link);
            for (Throwable aside : link.getSuppressed()) {
                if (seen.add(aside)) {
                    chain.add(aside);
                }
            }
        }
        return chain;
    }
}
