package io.understudy.training.backends.cluster;

import io.understudy.platform.core.ByteSource;
import io.understudy.platform.jobs.JobFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A folder that this server and the engine have both mounted. Links in it are not followed: a job could make one to a file
 * that only this server may read.
 */
public final class SharedJobFolder implements JobFolder {
    private static final int BLOCK = 1 << 20;

    private final Path here;
    private final String there;

    @FunctionalInterface
    private interface FileWork<T> {
        T run() throws IOException;
    }

    @FunctionalInterface
    private interface ByteWork {
        int on(ByteBuffer bytes) throws IOException;
    }

    /**
     * @param here where this server has it mounted
     * @param there where the engine has
     */
    public SharedJobFolder(Path here, String there) {
        this.here = here;
        this.there = there;
    }

    @Override
    public String path() {
        return there;
    }

    @Override
    public void write(String name, ByteSource content) throws IOException {
        Path file = here.resolve(JobFolder.checked(name));
        Path part = file.resolveSibling(file.getFileName() + PART);
        try (ReadableByteChannel in = Channels.newChannel(content.open());
                SeekableByteChannel out = reached(() -> {
                    inside(Files.createDirectories(folderOf(name)));
                    Files.deleteIfExists(part);
                    return Files.newByteChannel(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                })) {
            copy(in::read, bytes -> reached(() -> out.write(bytes)));
        }
        reached(() -> Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public byte[] read(String name, long offset, int most) {
        return reached(() -> {
            try (SeekableByteChannel channel = open(name)) {
                ByteBuffer bytes = ByteBuffer.allocate(most);
                channel.position(offset);
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
                return Arrays.copyOf(bytes.array(), bytes.position());
            } catch (NoSuchFileException none) {
                return new byte[0];
            }
        });
    }

    @Override
    public OptionalLong size(String name) {
        return reached(() -> {
            try (SeekableByteChannel channel = open(name)) {
                return OptionalLong.of(channel.size());
            } catch (NoSuchFileException none) {
                return OptionalLong.empty();
            }
        });
    }

    private SeekableByteChannel open(String name) throws IOException {
        Path file = here.resolve(JobFolder.checked(name));
        inside(folderOf(name));
        return Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void copyTo(String name, Path file) throws IOException {
        try (SeekableByteChannel from = reached(() -> open(name));
                SeekableByteChannel to = Files.newByteChannel(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            copy(bytes -> reached(() -> from.read(bytes)), to::write);
        }
    }

    private static void copy(ByteWork read, ByteWork write) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        while (read.on(bytes) >= 0) {
            bytes.flip();
            while (bytes.hasRemaining()) {
                write.on(bytes);
            }
            bytes.clear();
        }
    }

    @Override
    public List<Entry> list(String folder) {
        return reached(() -> {
            Path listed = folder.isEmpty() ? here : here.resolve(JobFolder.checked(folder));
            if (!Files.isDirectory(listed)) {
                return List.of();
            }
            inside(listed);
            try (Stream<Path> files = Files.list(listed)) {
                return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .filter(file -> !file.toString().endsWith(PART))
                        .map(file -> new Entry(
                                file.getFileName().toString(), file.toFile().length()))
                        .sorted(Comparator.comparing(Entry::name))
                        .toList();
            }
        });
    }

    @Override
    public void delete() {
        reached(() -> {
            if (Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> all = Files.walk(here)) {
                    for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
            return here;
        });
    }

    private Path folderOf(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? here : here.resolve(name.substring(0, slash));
    }

    private void inside(Path folder) throws IOException {
        if (Files.exists(folder) && !folder.toRealPath().startsWith(here.toRealPath())) {
            throw new AccessDeniedException(folder.toString(), null, "is a link that leads out of the job's folder");
        }
    }

    private <T> T reached(FileWork<T> work) {
        try {
            return work.run();
        } catch (AccessDeniedException
                | FileAlreadyExistsException
                | NoSuchFileException
                | NotDirectoryException refused) {
            throw refused(refused);
        } catch (IOException problem) {
            String text = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("no space left") || text.contains("quota") || text.contains("symbolic links")) {
                throw refused(problem);
            }
            throw new EngineUnreachable(
                    "The shared folder " + here + " does not answer.",
                    "Check that it is mounted on this server.",
                    false,
                    problem);
        }
    }

    private JobFailure refused(IOException problem) {
        return new JobFailure(
                "A file of the job in " + here + " cannot be read or written: " + problem.getMessage(),
                "Check the free space and the permissions there.",
                problem);
    }
}
