package aftercare.ingest;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.contract.Contracts;
import aftercare.contract.Mapping;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;

/**
 * What the JSON Schema of mappings cannot see: whether names, character sets, date forms and globs are ones there are.
 */
final class MappingCheck {
    private MappingCheck() {}

    /**
     * Checks a mapping.
     *
     * @throws aftercare.config.AftercareException AFC-1102 with all that is wrong; AFC-1103 for a source there is not
     */
    static void check(String file, Mapping mapping, Contracts contracts) {
        List<String> wrong = new ArrayList<>();
        mapping.into().forEach((source, columns) -> {
            Contract contract = contracts.source(source);
            List<String> known = contract.columns().stream().map(Column::name).toList();
            mapping.origins(source).keySet().stream()
                    .filter(column -> !known.contains(column))
                    .forEach(column -> wrong.add("the source " + source + " has no column " + column));
        });
        String encoding = mapping.format().encoding();
        if (encoding != null) {
            tryTo(() -> Charset.forName(encoding), "no character set is called " + encoding, wrong);
        }
        for (String form : mapping.format().dates()) {
            String unusable = DateForm.unusable(form, mapping.format().locale());
            if (unusable != null) {
                wrong.add(unusable);
            }
        }
        for (String glob : mapping.match().globs()) {
            tryTo(() -> FileSystems.getDefault().getPathMatcher("glob:" + glob), glob + " is no glob", wrong);
        }
        if (!wrong.isEmpty()) {
            throw IngestErrors.badMapping(file, wrong);
        }
    }

    private static void tryTo(Runnable attempt, String otherwise, List<String> wrong) {
        try {
            attempt.run();
        } catch (IllegalArgumentException unknown) {
            wrong.add(otherwise);
        }
    }
}
