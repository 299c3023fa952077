package aftercare.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** One file written from start to end, gzipped when its name says so. One with neither header nor line is not delivered: nobody could read it. */
final class PlainFile implements AutoCloseable {
    final CsvRows rows = new CsvRows();
    final Count count = new Count();

    private static final int FLUSH = 1 << 20;

    private final Truth truth;
    private final String name;
    private final Path path;
    private final boolean hasHeader;
    private final OutputStream out;
    private final Bytes bytes = new Bytes();
    private Blemishes blemishes;
    private SplittableRandom random;
    private double dirtyShare;

    private PlainFile(Truth truth, String name, Path path, boolean hasHeader, OutputStream out) {
        this.truth = truth;
        this.name = name;
        this.path = path;
        this.hasHeader = hasHeader;
        this.out = out;
    }

    static PlainFile create(CompanyGenerator.World world, Truth truth, String name, String header) throws IOException {
        Path path = world.options().out().resolve(name);
        Files.createDirectories(path.getParent());
        OutputStream raw = Files.newOutputStream(path);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
        if (!header.isEmpty()) {
            out.write((header + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new PlainFile(truth, name, path, !header.isEmpty(), out);
    }

    PlainFile dirty(CompanyGenerator.World world, Blemishes with) {
        blemishes = with;
        random = world.streams().of("dirt " + name);
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
