package aftercare.ingest;

import aftercare.contract.FileNames;
import aftercare.contract.Mapping;
import aftercare.ingest.FileInspection.Unfit;
import aftercare.ingest.LandedFile.Damage;
import aftercare.ingest.LandedFile.Split;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Finds out which sheets of a workbook hold data, where their headers stand, and where their data end. */
final class WorkbookInspection {
    private final Configuration hadoop;
    private final Wanted wanted;
    private final List<String> notes = new ArrayList<>();

    WorkbookInspection(Configuration hadoop, Wanted wanted) {
        this.hadoop = hadoop;
        this.wanted = wanted;
    }

    /**
     * A sheet with its header.
     *
     * @param sheet the sheet
     * @param seen what a look over it told
     * @param top its first rows
     * @param at which of them is the header, or the first with data where there is none
     * @param header its columns
     */
    private record Headed(
            Workbook.Sheet sheet, Workbook.Seen seen, List<HeaderSearch.Row> top, int at, List<String> header) {
        /** How messages call it. */
        String told() {
            return FileNames.ofSheet(sheet.name(), sheet.index());
        }

        Set<String> names() {
            Set<String> names = new HashSet<>();
            header.stream().map(Header::normal).filter(name -> !name.isEmpty()).forEach(names::add);
            return names;
        }
    }

    LandedFile inspect(LandedFile file, Mapping.Format stated) throws IOException {
        try {
            return read(file, stated);
        } catch (OutOfMemoryError tooLarge) {
            // All parts are bounded, but their texts take more room in memory than on disk.
            throw new Unfit(Damage.Kind.DAMAGED, "reading it takes more memory than there is; save it as csv");
        }
    }

    private LandedFile read(LandedFile file, Mapping.Format stated) throws IOException {
        Workbook workbook = Workbook.open(new Path(file.path()), hadoop);
        Map<Workbook.Sheet, Workbook.Seen> filled = new LinkedHashMap<>();
        for (Workbook.Sheet sheet : workbook.sheets()) {
            if (Workbook.hasCells(sheet)) {
                Workbook.Seen seen = workbook.look(sheet);
                if (seen.rows() > 0) {
                    filled.put(sheet, seen);
                }
            }
        }
        List<Headed> sheets = new ArrayList<>();
        for (Map.Entry<Workbook.Sheet, Workbook.Seen> each : filled.entrySet()) {
            sheets.add(headed(workbook, each.getKey(), each.getValue(), stated));
        }
        if (sheets.isEmpty()) {
            throw new Unfit(Damage.Kind.EMPTY, "it holds nothing but blank lines");
        }
        List<Headed> chosen = chosen(sheets, stated);
        noteUnread(sheets, chosen);
        return laidOut(file, workbook, chosen, stated);
    }

    private Headed headed(Workbook workbook, Workbook.Sheet sheet, Workbook.Seen seen, Mapping.Format stated)
            throws IOException {
        List<HeaderSearch.Row> top;
        FileLayout.Sheet whole =
                new FileLayout.Sheet(sheet.index(), sheet.name(), 0, Long.MAX_VALUE, List.of(), seen.merged());
        try (Records records = XlsxRecords.whole(workbook, whole)) {
            top = HeaderSearch.top(records);
        }
        int at = 0;
        if (stated.headerRow() > 0) {
            at = -1;
            for (int i = 0; i < top.size(); i++) {
                at = top.get(i).line() == whole.line(stated.headerRow()) ? i : at;
            }
        } else if (stated.headed()) {
            at = HeaderSearch.find(top, wanted);
        }
        List<String> header = at < 0 || top.isEmpty() ? List.of() : TextInspection.names(top.get(at), stated.headed());
        return new Headed(sheet, seen, top, at, header);
    }

    private List<Headed> chosen(List<Headed> sheets, Mapping.Format stated) throws IOException {
        List<Headed> visible =
                sheets.stream().filter(sheet -> !sheet.sheet().hidden()).toList();
        if (stated.allSheets()) {
            return visible.isEmpty() ? sheets : visible;
        }
        if (!stated.namedSheets().isEmpty()) {
            List<Headed> named = sheets.stream()
                    .filter(sheet -> isNamed(sheet.sheet().name(), stated.namedSheets()))
                    .toList();
            if (named.isEmpty()) {
                throw new Unfit(
                        Damage.Kind.HEADER,
                        "no sheet with data is called " + String.join(" or ", stated.namedSheets()) + "; it has "
                                + sheets.size() + (sheets.size() == 1 ? " sheet" : " sheets") + " with data",
                        Problem.quote(String.join(
                                ", ",
                                sheets.stream()
                                        .map(sheet -> sheet.sheet().name())
                                        .toList())));
            }
            return named;
        }
        Headed first = (visible.isEmpty() ? sheets : visible).get(0);
        if (stated.sheets() != null) {
            return List.of(first);
        }
        Headed main = best(first, visible);
        List<Headed> agreeing = new ArrayList<>();
        for (Headed sheet : visible.isEmpty() ? List.of(first) : visible) {
            if (sheet.equals(main) || (stated.headed() && sheet.names().equals(main.names()))) {
                agreeing.add(sheet);
            }
        }
        if (agreeing.size() > 1) {
            notes.add("its sheets "
                    + String.join(", ", agreeing.stream().map(Headed::told).toList())
                    + " have the same header and are all read");
        } else if (!main.equals(first)) {
            notes.add("its sheet " + main.told() + " is read, since only its header is known");
        }
        return agreeing;
    }

    /** The first sheet; another one where only that has headers that are looked for, as behind a cover sheet. */
    private Headed best(Headed first, List<Headed> visible) {
        Headed best = first;
        if (wanted.among(new ArrayList<>(first.header())) == 0) {
            int most = 0;
            for (Headed sheet : visible) {
                int among = wanted.among(new ArrayList<>(sheet.header()));
                if (among > most) {
                    best = sheet;
                    most = among;
                }
            }
        }
        return best;
    }

    private static boolean isNamed(String name, List<String> patterns) {
        return patterns.stream()
                .anyMatch(pattern -> name.equals(pattern)
                        || FileSystems.getDefault()
                                .getPathMatcher("glob:" + pattern)
                                .matches(java.nio.file.Path.of(name.replace('/', ' '))));
    }

    private void noteUnread(List<Headed> sheets, List<Headed> chosen) {
        for (Headed sheet : sheets) {
            if (!chosen.contains(sheet)) {
                int rows = sheet.seen().rows();
                notes.add("its " + (sheet.sheet().hidden() ? "hidden sheet " : "sheet ")
                        + sheet.told() + " (" + rows + (rows == 1 ? " row" : " rows")
                        + ") is not read; in the mapping format: {sheets: ["
                        + (sheet.told().equals(sheet.sheet().name()) ? sheet.told() : "its name") + "]} reads it");
            }
        }
    }

    private LandedFile laidOut(LandedFile file, Workbook workbook, List<Headed> chosen, Mapping.Format stated)
            throws IOException {
        List<String> header = new ArrayList<>();
        List<FileLayout.Sheet> sheets = new ArrayList<>();
        Pattern footer = stated.footer() == null ? null : Pattern.compile(stated.footer());
        long skipped = 0;
        Map<Long, String> totals = new HashMap<>();
        for (Headed sheet : chosen) {
            if (sheet.at() < 0) {
                throw new Unfit(
                        Damage.Kind.HEADER,
                        "row " + stated.headerRow() + " of its sheet " + sheet.told()
                                + ", where its header should stand by format.header, is empty");
            }
            List<Integer> positions = new ArrayList<>();
            boolean first = header.isEmpty();
            for (String name : sheet.header()) {
                positions.add(first ? header.size() : position(header, name, positions));
                if (positions.get(positions.size() - 1) == header.size()) {
                    header.add(name);
                }
            }
            FileLayout.Sheet all = new FileLayout.Sheet(
                    sheet.sheet().index(),
                    sheet.sheet().name(),
                    0,
                    Long.MAX_VALUE,
                    List.copyOf(positions),
                    sheet.seen().merged());
            long lastBefore = stated.headed() ? sheet.top().get(sheet.at()).line() - all.line(0) : 0;
            if (sheet.at() > 0 && stated.headerRow() == 0) {
                notes.add("its header is taken to be row " + lastBefore + " of sheet " + all.told());
            }
            TotalRows totalRows = new TotalRows();
            long[] end = end(workbook, all, lastBefore, footer, totalRows);
            if (footer == null) {
                noteTotals(totalRows.found(), all, totals);
            }
            skipped += sheet.at() + end[1];
            sheets.add(new FileLayout.Sheet(all.index(), all.name(), lastBefore, end[0], positions, all.merged()));
        }
        FileLayout layout =
                file.layout().sheets(List.copyOf(sheets)).filledDown(FileInspection.filledDown(header, stated, wanted));
        return file.laidOut(layout)
                .headed(List.copyOf(header))
                .divided(List.of(Split.WHOLE))
                .skipping(skipped)
                .totalled(Map.copyOf(totals))
                .noting(notes);
    }

    private void noteTotals(Map<Long, String> ofSheet, FileLayout.Sheet sheet, Map<Long, String> totals) {
        totals.putAll(ofSheet);
        ofSheet.entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .ifPresent(total -> notes.add("row " + (total.getKey() - sheet.line(0)) + " of its sheet "
                        + sheet.told() + " looks like a total; " + TotalRows.hint(total.getValue())));
    }

    private static int position(List<String> header, String name, List<Integer> taken) {
        String normal = Header.normal(name);
        for (int i = 0; i < header.size(); i++) {
            if (Header.normal(header.get(i)).equals(normal) && !taken.contains(i)) {
                return i;
            }
        }
        return normal.isEmpty() ? -1 : header.size();
    }

    /** Reads a sheet through, so that damage shows: the row with which its data end, and how many follow from it on. */
    private long[] end(
            Workbook workbook, FileLayout.Sheet sheet, long lastBefore, @Nullable Pattern footer, TotalRows totals)
            throws IOException {
        long end = Long.MAX_VALUE;
        long behind = 0;
        try (Records records = XlsxRecords.whole(workbook, sheet)) {
            while (records.next()) {
                long row = records.line() - sheet.line(0);
                if (row > lastBefore) {
                    totals.add(records);
                }
                if (footer != null
                        && end == Long.MAX_VALUE
                        && row > lastBefore
                        && TextInspection.footer(HeaderSearch.row(records), footer, " ")) {
                    end = row;
                }
                behind += end < Long.MAX_VALUE ? 1 : 0;
            }
        }
        if (behind > 0) {
            notes.add("a footer of " + behind + (behind == 1 ? " row" : " rows") + " begins in row " + end
                    + " of sheet " + sheet.told());
        }
        return new long[] {end, behind};
    }
}
