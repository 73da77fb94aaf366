package io.understudy.cli.tensorboard;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The event files of a folder and of those in it, as a trainer adds to them. Links in it are not followed. */
public final class EventFolder {
    private static final int DEPTH = 5;
    private static final int MOST_FILES = 1000;

    private final Path folder;
    private final Map<Path, EventFile> files = new TreeMap<>();

    public EventFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads what was added since the last call.
     *
     * @throws IllegalArgumentException when a file is damaged, or there are too many
     */
    public void read(Consumer<Scalar> each) throws IOException {
        look();
        for (EventFile file : files.values()) {
            List<Scalar> some = file.more();
            while (!some.isEmpty()) {
                some.forEach(each);
                some = file.more();
            }
        }
    }

    private void look() throws IOException {
        Files.walkFileTree(folder.toRealPath(), Set.of(), DEPTH, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && file.getFileName().toString().contains(".tfevents.")) {
                    files.computeIfAbsent(file, EventFile::new);
                }
                if (files.size() > MOST_FILES) {
                    throw new IllegalArgumentException("%s has more than %d event files. Name the folder of one run."
                            .formatted(folder, MOST_FILES));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
