package aftercare.ingest;

import aftercare.ingest.FileLayout.Merged;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an xlsx file. Looks itself at what the library that reads the cells does not tell (merged cells, which
 * sheets are hidden) or takes on trust (how large things are).
 */
final class Workbook {
    /** Cells of more text no program shows. */
    private static final int LONGEST_CELL = 1 << 20;

    private static final int MOST_ROWS = 1 << 20;
    static final int MOST_COLUMNS = 1 << 14;
    private static final int MOST_MERGED = 100_000;
    private static final int MOST_PARTS = 10_000;
    private static final int MOST_SHEETS = 200;
    private static final long LARGEST_FILE = 256L << 20;
    private static final long LARGEST_SHEET = 2L << 30;
    private static final long LARGEST_STRINGS = 256L << 20;
    private static final long LARGEST_PART = 64L << 20;
    private static final long HARMLESS_BYTES = 64L << 20;

    /** How XML schemas spell what is so. */
    private static final Set<String> TRUE = Set.of("1", "true");

    private static final Pattern CELL = Pattern.compile("\\$?([A-Z]{1,3})\\$?([1-9][0-9]{0,6})");

    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private final byte[] file;

    /**
     * A sheet.
     *
     * @param index its place in the workbook, from 0
     * @param name its name
     * @param hidden whether it is shown to nobody
     * @param part where it is in the file
     */
    record Sheet(int index, String name, boolean hidden, String part) {}

    /**
     * What a look over a sheet told.
     *
     * @param rows how many rows have a cell that is not empty
     * @param merged its merged cells, the upper ones first
     */
    record Seen(int rows, List<Merged> merged) {}

    private Workbook(byte[] file) {
        this.file = file;
    }

    static Workbook open(Path path, Configuration hadoop) throws IOException {
        try (InputStream in = path.getFileSystem(hadoop).open(path)) {
            byte[] file = in.readNBytes((int) LARGEST_FILE + 1);
            if (file.length > LARGEST_FILE) {
                throw new IOException("it is larger than " + (LARGEST_FILE >> 20) + " MB; save it as csv");
            }
            return new Workbook(file);
        }
    }

    /** The cells, as the library reads them. Call {@link #sheets} and {@link #look} first where a file is new. */
    ReadableWorkbook cells() throws IOException {
        return new ReadableWorkbook(new ByteArrayInputStream(file), new ReadingOptions(true, false));
    }

    /**
     * The sheets, in their order.
     *
     * @throws IOException when the workbook is damaged, made to do harm, or counts its days in a way we do not read
     */
    List<Sheet> sheets() throws IOException {
        try (ZipFile parts = zip()) {
            int count = Collections.list(parts.getEntries()).size();
            if (count > MOST_PARTS) {
                throw new IOException("it has " + count + " parts, more than any workbook");
            }
            readThrough(parts, "xl/sharedStrings.xml", LARGEST_STRINGS);
            readThrough(parts, "xl/styles.xml", LARGEST_PART);
            Map<String, String> targets = targets(parts);
            List<Sheet> sheets = sheets(parts, targets);
            if (sheets.size() > MOST_SHEETS) {
                throw new IOException("it has " + sheets.size() + " sheets, more than " + MOST_SHEETS);
            }
            return sheets;
        }
    }

    private ZipFile zip() throws IOException {
        return ZipFile.builder().setByteArray(file).get();
    }

    private static InputStream bounded(ZipFile parts, String name, long most) throws IOException {
        ZipArchiveEntry entry = parts.getEntry(name);
        if (entry == null) {
            throw new IOException("it lacks its part " + name);
        }
        return new Expansion(parts.getInputStream(entry), entry::getCompressedSize, HARMLESS_BYTES, most);
    }

    private static void readThrough(ZipFile parts, String name, long most) throws IOException {
        if (parts.getEntry(name) == null) {
            return;
        }
        try (InputStream in = bounded(parts, name, most)) {
            XMLStreamReader xml = XML.createXMLStreamReader(in);
            long text = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("si")) {
                    text = 0;
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    text = checkedText(text + xml.getTextLength());
                }
            }
        } catch (XMLStreamException damaged) {
            throw broken(name, damaged);
        }
    }

    private static long checkedText(long length) throws IOException {
        if (length > LONGEST_CELL) {
            throw new IOException("one of its cells has more than " + LONGEST_CELL + " characters");
        }
        return length;
    }

    /** An error of the parser; its message quotes the text, which may name people. */
    private static IOException broken(String part, XMLStreamException damaged) {
        return damaged.getNestedException() instanceof IOException cause
                ? cause
                : new IOException("its part " + part + " is damaged", damaged);
    }

    private static Map<String, String> targets(ZipFile parts) throws IOException {
        Map<String, String> targets = new HashMap<>();
        String name = "xl/_rels/workbook.xml.rels";
        try (InputStream in = bounded(parts, name, LARGEST_PART)) {
            XMLStreamReader xml = XML.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Relationship")) {
                    String target = String.valueOf(xml.getAttributeValue(null, "Target"));
                    targets.put(
                            String.valueOf(xml.getAttributeValue(null, "Id")),
                            target.startsWith("/") ? target.substring(1) : "xl/" + target);
                }
            }
        } catch (XMLStreamException damaged) {
            throw broken(name, damaged);
        }
        return targets;
    }

    private static List<Sheet> sheets(ZipFile parts, Map<String, String> targets) throws IOException {
        List<Sheet> sheets = new ArrayList<>();
        try (InputStream in = bounded(parts, "xl/workbook.xml", LARGEST_PART)) {
            XMLStreamReader xml = XML.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("workbookPr")) {
                    // Asked here, because the library knows "true" but not "1", which most programs write.
                    String stated = xml.getAttributeValue(null, "date1904");
                    if (stated != null && TRUE.contains(stated.strip())) {
                        throw new IOException("it counts its days from 1904; save it with the usual date system");
                    }
                } else if (xml.getLocalName().equals("sheet")) {
                    String state = xml.getAttributeValue(null, "state");
                    sheets.add(new Sheet(
                            sheets.size(),
                            String.valueOf(xml.getAttributeValue(null, "name")),
                            state != null && !state.equals("visible"),
                            targets.getOrDefault(related(xml), "")));
                }
            }
        } catch (XMLStreamException damaged) {
            throw new IOException("its list of sheets is damaged", damaged);
        }
        return sheets;
    }

    /** The name of a relation, whose namespace differs between the two kinds of workbooks. */
    private static String related(XMLStreamReader sheet) {
        for (int i = 0; i < sheet.getAttributeCount(); i++) {
            if (sheet.getAttributeLocalName(i).equals("id") && sheet.getAttributeNamespace(i) != null) {
                return sheet.getAttributeValue(i);
            }
        }
        return "";
    }

    /** Whether a sheet has cells; a chart on a sheet of its own has none. */
    static boolean hasCells(Sheet sheet) {
        return sheet.part().contains("worksheets/");
    }

    /**
     * Goes over a sheet once.
     *
     * @throws IOException when it is damaged, or has rows, columns or texts that no program writes
     */
    Seen look(Sheet sheet) throws IOException {
        try (ZipFile parts = zip();
                InputStream in = bounded(parts, sheet.part(), LARGEST_SHEET)) {
            return new Look().over(XML.createXMLStreamReader(in));
        } catch (XMLStreamException damaged) {
            throw broken(sheet.part(), damaged);
        }
    }

    /** One walk over the XML of a sheet. */
    private static final class Look {
        private final List<Merged> merged = new ArrayList<>();
        private int row;
        private int rowsWithText;
        private int cells;
        private boolean rowHasText;
        private boolean inText;
        private long text;

        Seen over(XMLStreamReader xml) throws XMLStreamException, IOException {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    begin(xml);
                } else if (event == XMLStreamConstants.CHARACTERS && inText) {
                    text = checkedText(text + xml.getTextLength());
                    rowHasText |= xml.getTextLength() > 0;
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end(xml.getLocalName());
                }
            }
            merged.sort(Comparator.comparingInt(Merged::firstRow));
            return new Seen(rowsWithText, List.copyOf(merged));
        }

        private void begin(XMLStreamReader xml) throws IOException {
            switch (xml.getLocalName()) {
                case "row" -> beginRow(xml.getAttributeValue(null, "r"));
                case "c" -> beginCell(xml.getAttributeValue(null, "r"));
                case "v", "t" -> inText = true;
                case "mergeCell" -> merge(xml.getAttributeValue(null, "ref"));
                default -> {}
            }
        }

        private void beginRow(@Nullable String stated) throws IOException {
            int before = row;
            row = stated == null ? row + 1 : number(stated);
            if (row <= before) {
                throw new IOException("its rows are not in order (row " + row + " comes after row " + before + ")");
            }
            if (row > MOST_ROWS) {
                throw new IOException("it has a row of a number that no workbook has");
            }
            cells = 0;
            rowHasText = false;
        }

        private static int number(String stated) throws IOException {
            if (!stated.matches("[0-9]{1,7}")) {
                throw new IOException("it has a row of a number that no workbook has");
            }
            return Integer.parseInt(stated);
        }

        private void beginCell(@Nullable String reference) throws IOException {
            cells++;
            text = 0;
            if (cells > MOST_COLUMNS) {
                throw new IOException("it has more columns than any workbook");
            }
            if (reference != null) {
                place(reference);
            }
        }

        private static int[] place(String reference) throws IOException {
            Matcher cell = CELL.matcher(reference);
            int column = 0;
            if (cell.matches()) {
                String letters = cell.group(1);
                for (int i = 0; i < letters.length(); i++) {
                    column = column * 26 + (letters.charAt(i) - 'A' + 1);
                }
            }
            if (column < 1 || column > MOST_COLUMNS) {
                throw new IOException("it has a cell at a place that no workbook has");
            }
            return new int[] {Integer.parseInt(cell.group(2)), column - 1};
        }

        private void merge(@Nullable String range) throws IOException {
            String[] corners = range == null ? new String[0] : range.split(":", -1);
            if (corners.length != 2) {
                return;
            }
            int[] first = place(corners[0]);
            int[] last = place(corners[1]);
            if (merged.size() == MOST_MERGED) {
                throw new IOException("it has more than " + MOST_MERGED + " merged cells");
            }
            merged.add(new Merged(first[0], first[1], last[0], last[1]));
        }

        private void end(String element) {
            if (element.equals("v") || element.equals("t")) {
                inText = false;
            } else if (element.equals("row") && rowHasText) {
                rowsWithText++;
            }
        }
    }
}
