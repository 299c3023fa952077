package aftercare.serve.mail;

import aftercare.table.DimMonthTable;
import aftercare.table.DimOutletTable;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.Set;

/**
 * What was sent, noted in a CSV file beside the letters as soon as the server took it, so that nobody gets the letter
 * of a month twice. A run that is killed between the two sends one letter again.
 */
final class SentLetters {
    private static final String[] COLUMNS = {DimMonthTable.MONTH, DimOutletTable.OUTLET_ID, "address", "sent_at"};

    private final Path file;
    private final Set<Key> sent = new HashSet<>();

    /** A letter that somebody got, in whatever language. */
    private record Key(String month, String outlet, String address) {}

    SentLetters(Path folder) {
        this.file = folder.resolve("sent.csv");
        if (!Files.exists(file)) {
            return;
        }
        try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : lines) {
                sent.add(new Key(line.getField(COLUMNS[0]), line.getField(COLUMNS[1]), line.getField(COLUMNS[2])));
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw MailErrors.unwritable(file, unreadable);
        }
    }

    boolean holds(YearMonth month, AddressBook.Entry to) {
        return sent.contains(key(month, to));
    }

    void note(YearMonth month, AddressBook.Entry to, Instant when) {
        boolean begun = Files.exists(file);
        Key key = key(month, to);
        try (CsvWriter lines = CsvWriter.builder()
                .build(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC)) {
            if (!begun) {
                lines.writeRecord(COLUMNS);
            }
            lines.writeRecord(key.month(), key.outlet(), key.address(), when.toString());
        } catch (IOException failure) {
            throw MailErrors.unwritable(file, failure);
        }
        sent.add(key);
    }

    private static Key key(YearMonth month, AddressBook.Entry to) {
        return new Key(month.toString(), to.outlet(), to.address().getAddress());
    }
}
