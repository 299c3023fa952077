package aftercare.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a workbook's first sheet, as text. Days are left as Excel's serial numbers, which date columns understand.
 */
final class XlsxRecords implements Records {
    /** How XML schemas spell what is so. */
    private static final Set<String> TRUE = Set.of("1", "true");

    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private final ReadableWorkbook workbook;
    private final Stream<Row> rows;
    private final Iterator<Row> iterator;
    private @Nullable String[] fields = new String[0];
    private int count;
    private long line;

    XlsxRecords(InputStream bytes) throws IOException {
        byte[] file = bytes.readAllBytes();
        if (countsFrom1904(file)) {
            throw new IOException("it counts its days from 1904; save it with the usual date system");
        }
        this.workbook = new ReadableWorkbook(new ByteArrayInputStream(file));
        this.rows = workbook.getFirstSheet().openStream();
        this.iterator = rows.iterator();
    }

    /** Asked of the workbook itself, because the library knows "true" but not "1", which most programs write. */
    private static boolean countsFrom1904(byte[] file) throws IOException {
        try (ZipFile parts = ZipFile.builder().setByteArray(file).get()) {
            ZipArchiveEntry workbook = parts.getEntry("xl/workbook.xml");
            if (workbook == null) {
                return false;
            }
            try (InputStream text = parts.getInputStream(workbook)) {
                return countsFrom1904(XML.createXMLStreamReader(text));
            }
        } catch (XMLStreamException damaged) {
            throw new IOException("its list of sheets is damaged", damaged);
        }
    }

    private static boolean countsFrom1904(XMLStreamReader workbook) throws XMLStreamException {
        while (workbook.hasNext()) {
            if (workbook.next() == XMLStreamConstants.START_ELEMENT
                    && workbook.getLocalName().equals("workbookPr")) {
                String stated = workbook.getAttributeValue(null, "date1904");
                return stated != null && TRUE.contains(stated.strip());
            }
        }
        return false;
    }

    @Override
    public boolean next() {
        while (iterator.hasNext()) {
            Row row = iterator.next();
            if (fill(row)) {
                line = row.getRowNum();
                return true;
            }
        }
        return false;
    }

    private boolean fill(Row row) {
        count = row.getCellCount();
        if (fields.length < count) {
            fields = new String[count];
        }
        Arrays.fill(fields, null);
        boolean any = false;
        for (int i = 0; i < count; i++) {
            Cell cell = row.getCell(i);
            fields[i] = cell == null ? null : text(cell);
            any |= fields[i] != null && !fields[i].isBlank();
        }
        return any;
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER) {
            return cell.asNumber().toPlainString();
        }
        if (cell.getType() == CellType.BOOLEAN) {
            return cell.asBoolean().toString();
        }
        return cell.getText();
    }

    @Override
    public @Nullable String[] fields() {
        return fields;
    }

    @Override
    public int fieldCount() {
        return count;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        rows.close();
        workbook.close();
    }
}
