package aftercare.serve.mail;

import aftercare.config.Language;
import aftercare.table.DimOutletTable;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where letters are sent: a CSV file with the columns {@code outlet_id}, {@code address} and, where an outlet reads a
 * language of its own, {@code language}. An outlet may have several lines.
 */
public final class AddressBook {
    private static final String OUTLET = DimOutletTable.OUTLET_ID;
    private static final String ADDRESS = "address";
    private static final String LANGUAGE = "language";

    private final List<Entry> entries;

    /**
     * An address.
     *
     * @param outlet the code of the outlet
     * @param address where its letter goes
     * @param language in which it is read; empty for any
     */
    record Entry(String outlet, InternetAddress address, Optional<Language> language) {}

    private AddressBook(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads a file.
     *
     * @throws aftercare.config.AftercareException AFC-1002 when it cannot be read, lacks a column or holds what is no
     *     address or language, with the line
     */
    public static AddressBook read(Path file) {
        List<Entry> entries = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> lines =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : lines) {
                entries.add(entry(file, line));
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw MailErrors.badAddresses(file, "It cannot be read: " + MailErrors.reason(unreadable) + ".");
        }
        return new AddressBook(entries);
    }

    private static Entry entry(Path file, NamedCsvRecord line) {
        String where = "Line " + line.getStartingLineNumber();
        for (String column : List.of(OUTLET, ADDRESS)) {
            if (line.findField(column).orElse("").isBlank()) {
                throw MailErrors.badAddresses(file, where + " has no " + column + ".");
            }
        }
        String address = line.getField(ADDRESS).strip();
        String language = line.findField(LANGUAGE).orElse("").strip();
        try {
            return new Entry(
                    line.getField(OUTLET).strip(),
                    new InternetAddress(address, true),
                    language.isEmpty() ? Optional.empty() : Optional.of(Language.of(language)));
        } catch (AddressException | IllegalArgumentException unfit) {
            throw MailErrors.badAddresses(
                    file, where + " holds what is no address or language: " + address + " " + language + ".");
        }
    }

    /** The addresses of an outlet at which a language is read. */
    List<Entry> of(String outlet, Language language) {
        return entries.stream()
                .filter(entry -> entry.outlet().equals(outlet))
                .filter(entry -> entry.language().map(language::equals).orElse(true))
                .toList();
    }

    /** Whether an outlet has an address, in whatever language it reads. */
    boolean knows(String outlet) {
        return entries.stream().anyMatch(entry -> entry.outlet().equals(outlet));
    }
}
