package aftercare.ingest;

import aftercare.config.DidYouMean;
import aftercare.contract.Column;
import aftercare.contract.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a message speaks of a file's header: a file may have none, and then its first row, with all the names in it,
 * stands in its place. Headers that a contract or a mapping looks for are named, the others counted (DS21).
 */
final class Headings {
    private static final int NAMES_SHOWN = 20;
    private static final int LONGEST_QUOTE = 500;

    private Headings() {}

    /** What a file has, in words: {@code 3 columns: repair_id, opened_at, and column 3 with another name}. */
    static String told(List<String> header, Wanted wanted) {
        List<Integer> known = IntStream.range(0, header.size())
                .filter(i -> wanted.has(header.get(i)))
                .boxed()
                .toList();
        String count = header.size() == 1 ? "1 column" : header.size() + " columns";
        if (known.isEmpty()) {
            return count + ", none of a known name; perhaps there is no header";
        }
        List<String> names = known.stream().map(header::get).map(Problem::quote).toList();
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        String more = names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more of known names" : "";
        List<Integer> others =
                new ArrayList<>(IntStream.range(0, header.size()).boxed().toList());
        others.removeAll(known);
        return count + ": " + shown + more
                + (others.isEmpty()
                        ? ""
                        : ", and " + columns(others)
                                + (others.size() == 1 ? " with another name" : " with other names"));
    }

    /** Columns by their numbers, from 1: {@code column 3}, {@code columns 3, 5 to 8}. */
    static String columns(List<Integer> positions) {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            int from = i;
            while (i + 1 < positions.size() && positions.get(i + 1) == positions.get(i) + 1) {
                i++;
            }
            int first = positions.get(from) + 1;
            int last = positions.get(i) + 1;
            ranges.add(first == last ? String.valueOf(first) : first + (last == first + 1 ? ", " : " to ") + last);
        }
        return (positions.size() == 1 ? "column " : "columns ") + String.join(", ", ranges);
    }

    /** What unknown headers may be meant as, in words of the contract; empty for nothing. */
    static String meant(List<String> header, List<Integer> unknown, Contract contract) {
        List<String> names = contract.columns().stream().map(Column::name).toList();
        List<String> near = new ArrayList<>();
        for (int position : unknown) {
            DidYouMean.among(names, header.get(position))
                    .ifPresent(name -> near.add("column " + (position + 1) + " may be meant as " + name));
        }
        return near.isEmpty() ? "" : "; " + String.join(", ", near);
    }

    /** A header for quarantine, where it may be repeated; null where it has no known name and may be a row of data. */
    static @Nullable String quoted(List<String> header, Wanted wanted) {
        if (header.stream().noneMatch(wanted::has)) {
            return null;
        }
        String all = String.join(", ", header.stream().map(Problem::quote).toList());
        return all.length() <= LONGEST_QUOTE ? all : all.substring(0, LONGEST_QUOTE) + "…";
    }
}
