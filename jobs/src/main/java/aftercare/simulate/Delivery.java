package aftercare.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * The rows of one source that one month of orders brings: its own month's go to the file at once, those of later months
 * wait until that month's file has its own.
 */
final class Delivery implements AutoCloseable {
    private static final int FLUSH = 1 << 20;
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final double REFUSED = 0.4;
    private static final double COPIED = 0.6;
    private static final double OUTDATED = 0.8;
    private static final double MISDIRECTED = 0.9;

    final CsvRows rows;

    private final MonthlySource source;
    private final int month;
    private final OutputStream own;
    private final Bytes[] waiting;
    private final Count[] counts;
    private final SplittableRandom random;
    private final double dirtyShare;
    private boolean damaged;

    Delivery(MonthlySource source, int month, SplittableRandom random, double dirtyShare) throws IOException {
        this.source = source;
        rows = new CsvRows(source.columns());
        this.month = month;
        this.random = random;
        this.dirtyShare = dirtyShare;
        own = source.create(month);
        int months = source.window().months();
        waiting = new Bytes[months];
        counts = new Count[months];
        for (int i = month; i < months; i++) {
            waiting[i] = new Bytes();
            counts[i] = new Count();
        }
    }

    /**
     * Delivers the row just built in the file of a month.
     *
     * @param alone whether this is the only version of its key, so that it may get dirty
     */
    void deliver(int target, boolean alone) {
        damaged = false;
        if (alone && dirtyShare > 0 && random.nextDouble() < dirtyShare) {
            dirty(target);
        } else {
            write(target);
        }
        rows.discard();
    }

    /** Whether the row delivered last was damaged so that it will be refused. */
    boolean damaged() {
        return damaged;
    }

    /** Delivers a version that a later one replaces. */
    void deliverOlder(int target) {
        counts[target].older++;
        write(target);
        rows.discard();
    }

    Count[] counts() {
        return counts;
    }

    MonthlySource source() {
        return source;
    }

    /** Writes what waited for a later month behind that month's own rows. */
    void appendWaiting(int target) throws IOException {
        if (waiting[target] != null) {
            if (waiting[target].size() > 0) {
                source.append(target, waiting[target]);
            }
            waiting[target] = null;
        }
    }

    private void dirty(int target) {
        Blemishes blemishes = source.blemishes();
        double kind = random.nextDouble();
        int later = Math.min(target + 1, counts.length - 1);
        int other = random.nextBoolean() ? later : target;
        if (kind < REFUSED && !counts[target].mayRefuse()) {
            write(target);
        } else if (kind < REFUSED) {
            blemishes.damages().get(random.nextInt(blemishes.damages().size())).strike(rows);
            damaged = true;
            counts[target].refused++;
            write(target);
        } else if (kind < COPIED || blemishes.updatedAt() == null) {
            write(target);
            counts[other].duplicates++;
            write(other);
        } else if (kind < OUTDATED) {
            write(target);
            outdate(blemishes.updatedAt());
            Objects.requireNonNull(blemishes.earlier(), "a source with versions has what differed in an older one")
                    .strike(rows);
            counts[other].older++;
            write(other);
        } else if (kind < MISDIRECTED && blemishes.unknown() != null) {
            blemishes.unknown().strike(rows);
            counts[target].unknownReferences++;
            write(target);
        } else {
            write(later);
        }
    }

    private void outdate(String updatedAt) {
        LocalDateTime updated = LocalDateTime.parse(rows.value(updatedAt), INSTANT);
        rows.replace(updatedAt, INSTANT.format(updated.minusMinutes(5 + random.nextInt(600))));
    }

    private void write(int target) {
        counts[target].rows++;
        Bytes bytes = waiting[target];
        rows.copyRowTo(bytes);
        if (target == source.strayMonth()) {
            byte[] stray = ("," + MonthlySource.STRAY_VALUE).getBytes(StandardCharsets.UTF_8);
            bytes.append(stray, 0, stray.length);
        }
        bytes.append((byte) '\n');
        if (target == month && bytes.size() > FLUSH) {
            flush();
        }
    }

    private void flush() {
        try {
            waiting[month].drainTo(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finishes the month's own file; what waits for later months stays here. */
    @Override
    public void close() {
        flush();
        try {
            own.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
