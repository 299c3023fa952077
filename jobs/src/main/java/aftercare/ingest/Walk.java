package aftercare.ingest;

import aftercare.contract.FileNames;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * A walk over the input folder. Links are followed as long as they stay in it: what lies elsewhere was delivered by
 * nobody.
 *
 * @param files the files, in the order of their names
 * @param leftOut what was not followed, and why
 */
record Walk(List<Path> files, List<String> leftOut) {
    /**
     * Walks over a folder.
     *
     * @throws aftercare.config.AftercareException AFC-2002 when it, or a folder in it, may not be read
     */
    static Walk of(Path input) {
        Visitor visitor = new Visitor(input);
        try {
            visitor.root = input.toRealPath();
            Files.walkFileTree(input, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        } catch (IOException unreadable) {
            throw IngestErrors.inputUnreadable(input.toString(), unreadable);
        }
        visitor.files.sort(Comparator.comparing(file -> name(input, file)));
        return new Walk(visitor.files, visitor.leftOut);
    }

    private static String name(Path input, Path file) {
        return input.relativize(file).toString().replace('\\', '/');
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path input;
        private final List<Path> files = new ArrayList<>();
        private final List<String> leftOut = new ArrayList<>();
        private Path root;

        Visitor(Path input) {
            this.input = input;
            this.root = input;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            return leads(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = file.getFileName().toString();
            boolean ours = !name.startsWith("_")
                    && (!name.startsWith(".") || Neighbours.told(name).isPresent());
            // A link that leads nowhere stays, to be told as unreadable; a pipe or socket would block for ever.
            boolean readable = attributes.isRegularFile() || attributes.isSymbolicLink();
            if (ours && readable && !leads(file)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (!(failure instanceof FileSystemLoopException)) {
                throw failure;
            }
            leftOut.add(FileNames.shown(name(input, file), null) + " (a link that leads back to where it lies)");
            return FileVisitResult.CONTINUE;
        }

        /** Whether a link leads out of the input folder; it is then named. */
        private boolean leads(Path file) throws IOException {
            boolean leadsSomewhere = Files.isSymbolicLink(file) && !file.equals(input) && Files.exists(file);
            if (!leadsSomewhere || file.toRealPath().startsWith(root)) {
                return false;
            }
            leftOut.add(FileNames.shown(name(input, file), null) + " (a link that leads out of the input folder)");
            return true;
        }
    }
}
