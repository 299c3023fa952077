package aftercare.ingest;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files that lie beside exports everywhere and are none: they are named, with what to do, and disturb no load. */
final class Neighbours {
    private static final String BY_A_PROGRAM = "left there by a program";
    private static final String UNFINISHED = "a copy that is not finished";
    private static final String WORKBOOK = "save it as xlsx or csv";
    private static final String PACKED = "unpack it";

    private static final Map<String, String> BY_NAME =
            Map.of("thumbs.db", BY_A_PROGRAM, "desktop.ini", BY_A_PROGRAM, ".ds_store", BY_A_PROGRAM);

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("xls", WORKBOOK),
            Map.entry("xlsb", WORKBOOK),
            Map.entry("ods", WORKBOOK),
            Map.entry("et", WORKBOOK),
            Map.entry("numbers", WORKBOOK),
            Map.entry("pdf", "ask for it as xlsx or csv"),
            Map.entry("zip", PACKED),
            Map.entry("rar", PACKED),
            Map.entry("7z", PACKED),
            Map.entry("tar", PACKED),
            Map.entry("tgz", PACKED),
            Map.entry("tmp", UNFINISHED),
            Map.entry("part", UNFINISHED),
            Map.entry("partial", UNFINISHED),
            Map.entry("crdownload", UNFINISHED),
            Map.entry("filepart", UNFINISHED));

    private Neighbours() {}

    /** What is to be said of a file by its name; empty for a file that is to be read. */
    static Optional<String> told(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.startsWith("~$") || name.startsWith(".~lock.")) {
            return Optional.of("says that a workbook is open; close it");
        }
        if (BY_NAME.containsKey(name)) {
            return Optional.ofNullable(BY_NAME.get(name));
        }
        String unpacked = name.endsWith(".tar.gz") ? name.substring(0, name.length() - 3) : name;
        return Optional.ofNullable(BY_ENDING.get(unpacked.substring(unpacked.lastIndexOf('.') + 1)));
    }
}
