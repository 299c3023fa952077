package aftercare.simulate;

import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What was written.
 *
 * @param out the folder
 * @param orders distinct service orders in the files, damaged ones included
 * @param files number of data files
 * @param rows data rows per source, dirty ones included
 * @param truth where the planted truths and the expected counts stand; null for a single day's delivery
 */
public record GeneratedCompany(
        Path out,
        long orders,
        int files,
        SortedMap<String, Long> rows,
        @Nullable Path truth) {}
