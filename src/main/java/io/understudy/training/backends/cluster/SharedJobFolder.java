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
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that this server and the engine have both mounted. Links in it are not followed: a job could make one to a file
 * that only this server may read. Jobs may run in another account, where an admin gave the work folder to a group that
 * has both: that group writes there, and nobody else reads. In a folder that hands on no group nothing is shared: the
 * group would be that of this server's account, which may have other members.
 */
public final class SharedJobFolder implements JobFolder {
    private static final Logger log = LoggerFactory.getLogger(SharedJobFolder.class);
    private static final int BLOCK = 1 << 20;
    /** What is made in the folder belongs to its group. */
    private static final int FOLDER_MODE = 0b010_111_111_000;

    private static final int FILE_MODE = 0b110_110_000;
    /** The group writes in a folder, and what is made there belongs to it. */
    private static final int HANDED_ON = 0b010_000_111_000;

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

    /** As {@link #SharedJobFolder}, for the folder that those of the runs are in. */
    public static JobFolderPlace place(Path here, String there) {
        return new JobFolderPlace() {
            @Override
            public JobFolder apply(String key) {
                return new SharedJobFolder(here.resolve(key), there + "/" + key);
            }

            @Override
            public Map<String, Instant> changed() {
                return new SharedJobFolder(here, there).folders();
            }
        };
    }

    private Map<String, Instant> folders() {
        return reached(() -> {
            Map<String, Instant> found = new HashMap<>();
            if (Files.notExists(here)) {
                return found;
            }
            try (Stream<Path> all = Files.list(here)) {
                for (Path one : all.filter(file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                        .toList()) {
                    changed(one).ifPresent(at -> found.put(one.getFileName().toString(), at));
                }
            }
            return found;
        });
    }

    /** Empty for one that has just gone, as jobs remove the folders of others. */
    private static Optional<Instant> changed(Path folder) throws IOException {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant());
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
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
                    create(folderOf(name));
                    inside(folderOf(name));
                    Files.deleteIfExists(part);
                    return created(part, folderOf(name));
                })) {
            copy(in::read, bytes -> reached(() -> out.write(bytes)));
        }
        reached(() -> Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    private void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            create(parent);
        }
        boolean shared = parent != null && isShared(parent);
        try {
            Files.createDirectory(folder, closed(shared ? "rwxrwx---" : "rwx------"));
            if (shared) {
                share(folder, FOLDER_MODE);
            }
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(folder)) {
                throw there;
            }
        }
    }

    private SeekableByteChannel created(Path file, Path folder) throws IOException {
        boolean shared = isShared(folder);
        SeekableByteChannel channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                closed(shared ? "rw-rw----" : "rw-------"));
        if (shared) {
            share(file, FILE_MODE);
        }
        return channel;
    }

    private boolean isShared(Path folder) throws IOException {
        return isUnix() && ((Integer) Files.getAttribute(folder, "unix:mode") & HANDED_ON) == HANDED_ON;
    }

    /** From the beginning, so that nobody else opens it before its mode is set. */
    private FileAttribute<?>[] closed(String permissions) {
        return isUnix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private boolean isUnix() {
        return here.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Gives the group what this account's mask has taken from it. */
    private static void share(Path made, int mode) {
        try {
            Files.setAttribute(made, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException fixed) {
            log.debug("The mount decides who uses {}", made, fixed);
        }
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
