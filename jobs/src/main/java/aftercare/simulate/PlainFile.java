package aftercare.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One file written from start to end, gzipped when its name says so. One with neither header nor line is not delivered:
 * nobody could read it.
 */
final class PlainFile implements AutoCloseable {
    final CsvRows rows;
    final Count count = new Count();

    private static final int FLUSH = 1 << 20;

    private final Truth truth;
    private final String name;
    private final Path path;
    private final boolean hasHeader;
    private final OutputStream out;
    private final Bytes bytes = new Bytes();
    private final SplittableRandom random;
    private @Nullable Blemishes blemishes;
    private double dirtyShare;

    /**
     * Starts a file.
     *
     * @param name below the company's folder
     * @param columns in order; none for a file of lines that are no delimited rows
     */
    PlainFile(CompanyGenerator.World world, Truth truth, String name, List<String> columns) throws IOException {
        this.truth = truth;
        this.name = name;
        path = world.options().out().resolve(name);
        hasHeader = !columns.isEmpty();
        rows = new CsvRows(columns);
        random = world.streams().of("dirt " + name);
        out = MonthlySource.create(path, columns);
    }

    /** Starts the only file of a source. */
    static PlainFile of(CompanyGenerator.World world, Truth truth, String source, String... columns)
            throws IOException {
        return new PlainFile(world, truth, source + "/" + source + ".csv", List.of(columns));
    }

    PlainFile dirty(CompanyGenerator.World world, Blemishes with) {
        blemishes = with;
        dirtyShare = world.options().dirtyShare();
        return this;
    }

    /** Ends the row under way. */
    void end() throws IOException {
        count.rows++;
        if (blemishes != null && dirtyShare > 0 && random.nextDouble() < dirtyShare) {
            if (random.nextDouble() < 0.6 && count.mayRefuse()) {
                blemishes
                        .damages()
                        .get(random.nextInt(blemishes.damages().size()))
                        .strike(rows);
                count.refused++;
            } else {
                count.rows++;
                count.duplicates++;
                rows.copyRowTo(bytes);
                bytes.append((byte) '\n');
            }
        }
        rows.copyRowTo(bytes);
        bytes.append((byte) '\n');
        rows.discard();
        if (bytes.size() > FLUSH) {
            bytes.drainTo(out);
        }
    }

    /** Writes a line that is no delimited row. */
    void line(String text) throws IOException {
        count.rows++;
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        bytes.append(line, 0, line.length);
    }

    @Override
    public void close() throws IOException {
        bytes.drainTo(out);
        out.close();
        if (!hasHeader && count.rows == 0) {
            Files.delete(path);
            return;
        }
        truth.add(name, count);
    }
}
