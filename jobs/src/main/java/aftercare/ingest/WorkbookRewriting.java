package aftercare.ingest;

import aftercare.ingest.FileEdits.RecordEdit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workbook again with some of its cells changed. All sheets, formats and formulas stay; a changed cell holds
 * its mark itself, texts that no cell refers to any more are emptied, and a part that nobody reads (notes beside cells,
 * caches of pivot tables) goes when it repeats what a changed cell said.
 */
final class WorkbookRewriting {
    private static final String STRINGS = "xl/sharedStrings.xml";
    private static final XMLInputFactory IN = XMLInputFactory.newDefaultFactory();
    private static final XMLOutputFactory OUT = XMLOutputFactory.newDefaultFactory();
    private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();
    /** Shorter texts stand in any part by chance. */
    private static final int FEWEST_CHARACTERS = 4;

    static {
        IN.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        IN.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private final FileEdits edits;
    private final BitSet referred = new BitSet();
    private final BitSet dropped = new BitSet();
    private final Set<String> removed = new HashSet<>();

    private WorkbookRewriting(FileEdits edits) {
        this.edits = edits;
    }

    static void write(LandedFile file, FileEdits edits, java.nio.file.Path to, Configuration hadoop)
            throws IOException {
        Path path = new Path(file.path());
        Map<String, FileLayout.Sheet> read = new HashMap<>();
        Set<String> sheets = new HashSet<>();
        for (Workbook.Sheet sheet : Workbook.open(path, hadoop).sheets()) {
            sheets.add(sheet.part());
            file.layout().sheets().stream()
                    .filter(laidOut -> laidOut.index() == sheet.index())
                    .forEach(laidOut -> read.put(sheet.part(), laidOut));
        }
        byte[] bytes;
        try (InputStream in = path.getFileSystem(hadoop).open(path)) {
            bytes = in.readAllBytes();
        }
        new WorkbookRewriting(edits).write(bytes, sheets, read, to);
    }

    private void write(byte[] file, Set<String> sheets, Map<String, FileLayout.Sheet> read, java.nio.file.Path to)
            throws IOException {
        try (ZipFile parts = ZipFile.builder().setByteArray(file).get();
                OutputStream bytes = Files.newOutputStream(to);
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
            Map<String, byte[]> changed = new TreeMap<>();
            for (String sheet : sheets) {
                byte[] part = part(parts, sheet);
                if (part.length > 0) {
                    changed.put(sheet, cells(part, read.get(sheet)));
                }
            }
            dropped.andNot(referred);
            byte[] strings = part(parts, STRINGS);
            if (strings.length > 0) {
                changed.put(STRINGS, strings(strings));
            }
            for (ZipArchiveEntry entry : Collections.list(parts.getEntries())) {
                byte[] part = changed.getOrDefault(entry.getName(), part(parts, entry.getName()));
                if (!changed.containsKey(entry.getName()) && repeats(part, entry.getName())) {
                    continue;
                }
                ZipArchiveEntry written = new ZipArchiveEntry(entry.getName());
                written.setTime(0);
                out.putArchiveEntry(written);
                out.write(part);
                out.closeArchiveEntry();
            }
        } catch (XMLStreamException damaged) {
            throw new IOException("one of its parts is damaged", damaged);
        }
    }

    private static byte[] part(ZipFile parts, String name) throws IOException {
        ZipArchiveEntry entry = parts.getEntry(name);
        if (entry == null || entry.isDirectory()) {
            return new byte[0];
        }
        try (InputStream in = parts.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** Whether a part that the loads do not read says what was removed from cells. */
    private boolean repeats(byte[] part, String name) {
        boolean needed = name.startsWith("[")
                || name.endsWith(".rels")
                || name.equals("xl/workbook.xml")
                || name.equals("xl/styles.xml");
        if (needed) {
            return false;
        }
        String text = new String(part, StandardCharsets.UTF_8);
        return removed.stream()
                .filter(each -> each.length() >= FEWEST_CHARACTERS)
                .anyMatch(text::contains);
    }

    private byte[] cells(byte[] part, FileLayout.@Nullable Sheet sheet) throws XMLStreamException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length);
        XMLEventReader in = IN.createXMLEventReader(new ByteArrayInputStream(part));
        XMLEventWriter out = OUT.createXMLEventWriter(bytes, "UTF-8");
        long row = 0;
        int column = -1;
        while (in.hasNext()) {
            XMLEvent event = in.nextEvent();
            if (event.isStartElement() && named(event, "row")) {
                String stated = attribute(event.asStartElement(), "r");
                row = stated == null ? row + 1 : Long.parseLong(stated);
                column = -1;
                out.add(event);
            } else if (event.isStartElement() && named(event, "c")) {
                StartElement cell = event.asStartElement();
                String reference = attribute(cell, "r");
                column = reference == null ? column + 1 : column(reference);
                String text = sheet == null ? null : change(sheet, row, column);
                List<XMLEvent> inner = inner(in);
                if (text == null) {
                    refer(cell, inner, referred);
                    out.add(cell);
                    for (XMLEvent each : inner) {
                        out.add(each);
                    }
                } else {
                    refer(cell, inner, dropped);
                    note(cell, inner);
                    write(out, cell, text);
                }
            } else {
                out.add(event);
            }
        }
        out.flush();
        return bytes.toByteArray();
    }

    /** What takes the place of a cell; null when it stays. */
    private @Nullable String change(FileLayout.Sheet sheet, long row, int column) {
        RecordEdit edit = edits.records().get((int) sheet.line(row));
        if (edit == null || row <= sheet.lastBefore() || row >= sheet.end()) {
            return null;
        }
        int field = column < sheet.positions().size() ? sheet.positions().get(column) : -1;
        if (edit.whole()) {
            return FileEdits.ANYTHING;
        }
        return field < 0 ? (edit.othersToo() ? "" : null) : edit.fields().get(field);
    }

    /** What stands in an element whose beginning was read, its end included. */
    private static List<XMLEvent> inner(XMLEventReader in) throws XMLStreamException {
        List<XMLEvent> inner = new ArrayList<>();
        int depth = 1;
        while (depth > 0) {
            XMLEvent event = in.nextEvent();
            depth += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
            inner.add(event);
        }
        return inner;
    }

    private static void refer(StartElement cell, List<XMLEvent> inner, BitSet strings) {
        if ("s".equals(attribute(cell, "t"))) {
            String index = text(inner).strip();
            if (index.matches("\\d{1,9}")) {
                strings.set(Integer.parseInt(index));
            }
        }
    }

    private void note(StartElement cell, List<XMLEvent> inner) {
        if (!"s".equals(attribute(cell, "t"))) {
            removed.add(text(inner).strip());
        }
    }

    private static String text(List<XMLEvent> inner) {
        StringBuilder text = new StringBuilder();
        inner.stream()
                .filter(XMLEvent::isCharacters)
                .forEach(event -> text.append(event.asCharacters().getData()));
        return text.toString();
    }

    private static void write(XMLEventWriter out, StartElement cell, String text) throws XMLStreamException {
        QName name = cell.getName();
        List<Attribute> attributes = new ArrayList<>();
        for (Iterator<Attribute> all = cell.getAttributes(); all.hasNext(); ) {
            Attribute attribute = all.next();
            if (!attribute.getName().getLocalPart().equals("t")) {
                attributes.add(attribute);
            }
        }
        if (!text.isEmpty()) {
            attributes.add(EVENTS.createAttribute("t", "inlineStr"));
        }
        out.add(EVENTS.createStartElement(name, attributes.iterator(), cell.getNamespaces()));
        if (!text.isEmpty()) {
            for (String element : List.of("is", "t")) {
                out.add(EVENTS.createStartElement(name.getPrefix(), name.getNamespaceURI(), element));
            }
            out.add(EVENTS.createCharacters(text));
            for (String element : List.of("t", "is")) {
                out.add(EVENTS.createEndElement(name.getPrefix(), name.getNamespaceURI(), element));
            }
        }
        out.add(EVENTS.createEndElement(name, null));
    }

    /** The texts that cells share, those emptied that no cell refers to any more. */
    private byte[] strings(byte[] part) throws XMLStreamException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length);
        XMLEventReader in = IN.createXMLEventReader(new ByteArrayInputStream(part));
        XMLEventWriter out = OUT.createXMLEventWriter(bytes, "UTF-8");
        int index = 0;
        while (in.hasNext()) {
            XMLEvent event = in.nextEvent();
            out.add(event);
            if (event.isStartElement() && named(event, "si")) {
                List<XMLEvent> inner = inner(in);
                if (dropped.get(index)) {
                    removed.add(text(inner).strip());
                    QName name = event.asStartElement().getName();
                    out.add(EVENTS.createStartElement(name.getPrefix(), name.getNamespaceURI(), "t"));
                    out.add(EVENTS.createEndElement(name.getPrefix(), name.getNamespaceURI(), "t"));
                    out.add(inner.get(inner.size() - 1));
                } else {
                    for (XMLEvent each : inner) {
                        out.add(each);
                    }
                }
                index++;
            }
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static boolean named(XMLEvent event, String name) {
        return event.asStartElement().getName().getLocalPart().equals(name);
    }

    private static @Nullable String attribute(StartElement element, String name) {
        Attribute attribute = element.getAttributeByName(new QName(name));
        return attribute == null ? null : attribute.getValue();
    }

    private static int column(String reference) {
        int column = 0;
        for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
            column = column * 26 + (Character.toUpperCase(reference.charAt(i)) - 'A' + 1);
        }
        return column - 1;
    }
}
