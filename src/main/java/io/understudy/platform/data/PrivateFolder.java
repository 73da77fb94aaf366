package io.understudy.platform.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** Folders that no other user of the machine enters, whatever the modes of the files in them are. */
public final class PrivateFolder {
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwx------");

    private PrivateFolder() {}

    /** Makes a folder that is missing, and closes one that has nothing in it or has one of these files. */
    public static Path create(Path folder, String... own) throws IOException {
        Path wanted = folder.toAbsolutePath();
        if (!isPosix(wanted)) {
            return Files.createDirectories(wanted);
        }
        if (!Files.exists(wanted)) {
            Files.createDirectories(wanted.getParent());
            return Files.createDirectory(wanted, PosixFilePermissions.asFileAttribute(MODE));
        }
        if (isEmpty(wanted) || Stream.of(own).anyMatch(file -> Files.exists(wanted.resolve(file)))) {
            Files.setPosixFilePermissions(wanted, MODE);
        }
        return wanted;
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
