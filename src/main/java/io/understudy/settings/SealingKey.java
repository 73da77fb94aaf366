package io.understudy.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key that seals secrets: configured, or in its own file, which is created when first needed. */
final class SealingKey {
    private static final int BYTES = 32;

    private final SettingsProperties properties;
    private @Nullable SecretKey key;

    SealingKey(SettingsProperties properties) {
        this.properties = properties;
    }

    synchronized SecretKey get() {
        if (key == null) {
            String configured = properties.secretKey();
            key = configured == null || configured.isBlank()
                    ? fromFile()
                    : decode(configured, "understudy.settings.secret-key");
        }
        return key;
    }

    private SecretKey fromFile() {
        Path file = properties.keyFile();
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return decode(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The key that seals secrets cannot be kept in " + file + ": make the folder writable, or set"
                            + " understudy.settings.key-file to another file.",
                    e);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its key is the one to read.
            return;
        }
        Files.writeString(file, Base64.getEncoder().encodeToString(fresh));
    }

    private static SecretKey decode(String text, String source) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(source + " is not Base64: it must hold 32 random bytes.", e);
        }
        if (bytes.length != BYTES) {
            throw new IllegalStateException(source + " holds " + bytes.length + " bytes instead of " + BYTES + ".");
        }
        return new SecretKeySpec(bytes, "AES");
    }
}
