package aftercare.ingest;

import aftercare.config.Progress;
import aftercare.contract.Contracts;
import aftercare.lake.Lake;
import aftercare.lake.Ledger;
import aftercare.lake.LedgerEntry;
import aftercare.lake.WorkFolder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets a person: takes who they are out of bronze, silver, quarantine and all older versions of these, so that what
 * is left still counts and can be computed again, but is nobody's. That they were forgotten is kept as a code, so that
 * files which come again or late do not bring them back.
 *
 * <p>Run it while holding the lake's lease. Killed anywhere, the same command ends what was begun: who is forgotten is
 * written down first, each file is written anew beside the old one, and the old ones go when no table speaks of them
 * any more.
 */
public final class Erasure {
    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
    private static final String MARK = "forgotten-";
    private static final int MARK_BYTES = 8;
    private static final String DAMAGED = "_damaged-";
    private static final String STAGE = "_rebuilding";
    private static final String CERTIFICATES = "erasures";

    private final Lake lake;
    private final Contracts contracts;
    private final Progress progress;
    private final Timestamp now;
    private final String program;
    private final byte[] key;
    private final PersonalHash hash;
    private final ForgottenPeople forgotten;
    private final Bronze bronze;

    /** A file of bronze as the ledger knows it. */
    private record Known(String path, String sha256, long bytes, Set<FileForgetting.Use> uses) {}

    /** @param program the version of Aftercare, for the certificate */
    public Erasure(Lake lake, Contracts contracts, Progress progress, Timestamp now, String program) {
        this.lake = lake;
        this.contracts = contracts;
        this.progress = progress;
        this.now = now;
        this.program = program;
        this.key = lake.personalKey();
        this.hash = new PersonalHash(key);
        this.forgotten = new ForgottenPeople(lake);
        this.bronze = new Bronze(lake);
    }

    /**
     * Forgets a person in the lake. Figures stay as they are; what is published must be published again.
     *
     * @param customer the customer's number, as the delivered files have it
     * @param serial the serial number of their unit, where that tells who they are
     * @param until the last day of the events to be forgotten; empty for today in the business zone
     * @param runId the name of this run
     * @return what was done; {@link #end} says when all of it was
     * @throws aftercare.config.AftercareException AFC-3091 when a file could be searched but not be rewritten
     */
    public ErasureCertificate forget(
            String customer, Optional<String> serial, Optional<LocalDate> until, String runId) {
        new Ingest(lake, contracts, progress, now).recover();
        if (lake.exists(lake.at(STAGE, "complete"))) {
            throw IngestErrors.rebuildWaits(lake.root().toString());
        }
        String number = Blanks.trim(customer);
        String unit = serial.map(Blanks::trim).orElse(null);
        ForgottenPerson person = person(number, unit, until, runId);
        TracedPerson traced = new TracedPerson(person, forgotten.orders(person), number, unit);
        LOG.info("erasure {} forgets {} up to {}", person.erasure(), person.customer(), person.until());
        List<String> toLookAt = new ArrayList<>();
        List<String> removed = new ArrayList<>(removeLeftovers());
        Ingest ingest = new Ingest(lake, contracts, progress, now);
        FileForgetting files = new FileForgetting(lake, contracts, ingest, List.of(traced), key);
        Map<String, Known> known = known();
        rewrite(files, known, person, traced, toLookAt);
        List<ForgottenPeople.Rewritten> rewritten = forgotten.rewrittenFor(person);
        TablesForgetting tables = new TablesForgetting(lake, contracts, ingest, person, traced, hash, progress);
        tables.files(rewritten);
        tables.rows();
        for (ForgottenPeople.Rewritten file : rewritten) {
            lake.delete(new Path(lake.bronze(), file.from()));
        }
        removed.addAll(orphans());
        toLookAt.addAll(stillNamed(number, unit));
        tables.removePast();
        return new ErasureCertificate(
                person.erasure(),
                program,
                text(now.toInstant()),
                text(Instant.now()),
                person.customer(),
                person.serial(),
                person.mark(),
                person.until(),
                known.size(),
                rewritten.stream()
                        .map(file -> new ErasureCertificate.File(
                                traced.withoutNames(path(known, file)),
                                file.was(),
                                file.sha256(),
                                file.lines().size()))
                        .toList(),
                toLookAt.stream().map(traced::withoutNames).toList(),
                removed.stream().map(traced::withoutNames).toList(),
                tables.told(),
                named(files.search().namedInKept(), traced),
                "not asked for");
    }

    /** Says that all of an erasure was done, the marts included, and keeps its certificate: {@code ops/erasures}. */
    public void end(ErasureCertificate certificate) {
        Path place = lake.ops(CERTIFICATES);
        lake.writeSmall(new Path(place, certificate.erasure() + ".txt"), certificate.text());
        try {
            lake.writeSmall(
                    new Path(place, certificate.erasure() + ".json"),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(certificate));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of text and numbers become JSON", impossible);
        }
        forgotten.all().stream()
                .filter(person -> person.erasure().equals(certificate.erasure()))
                .forEach(forgotten::done);
    }

    private static Map<String, Long> named(Map<String, Long> places, TracedPerson traced) {
        Map<String, Long> named = new TreeMap<>();
        places.forEach((place, rows) -> named.put(traced.withoutNames(place), rows));
        return named;
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String path(Map<String, Known> known, ForgottenPeople.Rewritten file) {
        Known there = known.getOrDefault(file.to(), known.get(file.from()));
        return there == null ? file.to() : there.path();
    }

    /** The erasure that this is, or goes on: one that a killed run began, or one that reached as far already. */
    private ForgottenPerson person(String number, @Nullable String unit, Optional<LocalDate> until, String runId) {
        String customer = hash.of(number).toString();
        String serial = unit == null ? null : hash.of(unit).toString();
        LocalDate lastDay =
                until.orElseGet(() -> now.toInstant().atZone(lake.zone()).toLocalDate());
        for (ForgottenPerson before : forgotten.all()) {
            boolean same = before.customer().equals(customer)
                    && (serial == null || serial.equals(before.serial()))
                    && (forgotten.isDone(before)
                            ? !before.lastDay().isBefore(lastDay)
                            : until.isEmpty() || before.lastDay().equals(lastDay));
            if (same) {
                progress.note(
                        forgotten.isDone(before)
                                ? "this person was forgotten by erasure " + before.erasure()
                                        + "; everything is searched again"
                                : "erasure " + before.erasure() + ", which did not end, goes on");
                return before;
            }
        }
        ForgottenPerson person = new ForgottenPerson(
                runId, customer, serial, mark(), unit == null ? null : mark(), lastDay.toString(), program);
        forgotten.add(person);
        return person;
    }

    private static String mark() {
        byte[] random = new byte[MARK_BYTES];
        new SecureRandom().nextBytes(random);
        return MARK + HexFormat.of().formatHex(random);
    }

    /** Removes what killed runs and rebuilds left: copies of tables as they were. */
    private List<String> removeLeftovers() {
        bronze.tidy();
        List<String> removed = new ArrayList<>();
        for (String name : lake.list(lake.root())) {
            if (name.startsWith(DAMAGED) || name.equals(STAGE)) {
                lake.delete(lake.at(name));
                removed.add(name);
            }
        }
        return removed;
    }

    /** The files of bronze that the ledger knows, by their names there. */
    private Map<String, Known> known() {
        Map<String, Known> known = new TreeMap<>();
        for (LedgerEntry entry : new Ledger(lake).entries()) {
            if (!entry.sha256().startsWith(LandedFile.WITHOUT_BYTES)) {
                String name = bronze.path(entry.sha256(), entry.path()).getName();
                known.computeIfAbsent(
                                name,
                                any -> new Known(entry.path(), entry.sha256(), entry.bytes(), new LinkedHashSet<>()))
                        .uses()
                        .add(new FileForgetting.Use(
                                entry.source(), entry.mapping(), entry.status().equals(LedgerEntry.JOINED)));
            }
        }
        known.keySet().removeIf(name -> !lake.exists(new Path(lake.bronze(), name)));
        known.values().forEach(file -> file.uses()
                .removeIf(use -> !contracts.sourceNames().contains(use.source())));
        return known;
    }

    private Bronze.Archived archived(String name, Known file) {
        return new Bronze.Archived(file.sha256(), new Path(lake.bronze(), name).toString(), file.bytes());
    }

    private void rewrite(
            FileForgetting files,
            Map<String, Known> known,
            ForgottenPerson person,
            TracedPerson traced,
            List<String> toLookAt) {
        java.nio.file.Path folder = null;
        try (Progress.Step step = progress.step("search bronze")) {
            folder = WorkFolder.create("forget");
            for (Map.Entry<String, Known> file : known.entrySet()) {
                files.learn(
                        file.getValue().path(),
                        archived(file.getKey(), file.getValue()),
                        file.getValue().uses());
            }
            forgotten.addOrders(person, "first", traced.found());
            int number = 0;
            for (Map.Entry<String, Known> file : known.entrySet()) {
                FileForgetting.Outcome outcome =
                        rewritten(files, file.getKey(), file.getValue(), folder.resolve(String.valueOf(number++)));
                outcome.hindrance()
                        .ifPresent(why -> toLookAt.add(file.getValue().path() + " (" + why + ")"));
                if (outcome.file().isPresent()) {
                    take(file.getKey(), file.getValue(), outcome, person);
                }
            }
            step.rows(known.size());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            if (folder != null) {
                FileUtils.deleteQuietly(folder.toFile());
            }
        }
    }

    /** A file without the person, searched again to see that nothing is left. */
    private FileForgetting.Outcome rewritten(FileForgetting files, String name, Known file, java.nio.file.Path folder)
            throws IOException {
        FileForgetting.Outcome outcome = files.without(file.path(), archived(name, file), file.uses(), folder);
        if (outcome.file().isPresent()) {
            FileForgetting.Outcome again = files.without(
                    file.path(), Bronze.inPlace(outcome.file().get()), file.uses(), folder.resolve("again"));
            if (again.file().isPresent()) {
                throw IngestErrors.notForgotten(file.path(), again.lines());
            }
        }
        return outcome;
    }

    private void take(String name, Known file, FileForgetting.Outcome outcome, ForgottenPerson person)
            throws IOException {
        Bronze.Archived archived = bronze.archive(outcome.file().orElseThrow());
        forgotten.note(new ForgottenPeople.Rewritten(
                person.erasure(),
                name,
                file.sha256(),
                new Path(archived.path()).getName(),
                archived.sha256(),
                archived.bytes(),
                List.copyOf(outcome.lines())));
    }

    /** The files in which a number still stands, where no load reads or where it was to stay. */
    private List<String> stillNamed(String number, @Nullable String unit) {
        NumberSearch search = new NumberSearch(Stream.of(number, unit).filter(Objects::nonNull));
        List<String> named = new ArrayList<>();
        known().forEach((name, file) -> {
            if (Stream.of(number, unit).filter(Objects::nonNull).anyMatch(file.path()::contains)) {
                named.add(file.path() + " (its name holds the number, by which all books know it)");
            }
            try {
                if (search.isIn(lake, name)) {
                    named.add(file.path() + " (it still holds the number: in an event after the last day, in a text"
                            + " that figures are made of, or in a title, a footer or a sheet that nobody reads)");
                }
            } catch (IOException broken) {
                LOG.info("{} cannot be looked through: {}", name, broken.toString());
            }
        });
        return named;
    }

    /**
     * Removes files of bronze that no load speaks of, such as those a killed run left: nobody knows how to read them.
     */
    private List<String> orphans() {
        Set<String> spokenOf = new HashSet<>(known().keySet());
        for (LedgerEntry entry : new Ledger(lake).entries()) {
            if (entry.mapping() != null) {
                spokenOf.add(new Path(Mappings.fileOf(entry.mapping())).getName());
            }
        }
        List<String> removed = new ArrayList<>();
        for (String name : lake.list(lake.bronze())) {
            if (!spokenOf.contains(name) && !name.matches(".*\\.ya?ml")) {
                lake.delete(new Path(lake.bronze(), name));
                removed.add("bronze/" + name + ", which no load speaks of");
            }
        }
        LOG.info("{} files of bronze that no load speaks of are removed", removed.size());
        return removed;
    }
}
