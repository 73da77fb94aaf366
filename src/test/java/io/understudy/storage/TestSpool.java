package io.understudy.storage;

import io.understudy.storage.scan.ScannerProperties;
import io.understudy.storage.scan.VirusScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Spool folders of tests that start no product. */
public final class TestSpool {
    static final ScannerProperties NO_SCANNER = new ScannerProperties("", 0, Duration.ZERO);

    private TestSpool() {}

    static SpoolDirectory in(Path folder, ScannerProperties scanner) {
        return new SpoolDirectory(
                new StorageProperties(
                        null,
                        "us-east-1",
                        "understudy",
                        null,
                        null,
                        folder.resolve("objects"),
                        folder.resolve("spool"),
                        null,
                        null),
                new VirusScanner(scanner));
    }

    /** The same for all who ask. */
    public static SpoolDirectory directory() {
        return Shared.DIRECTORY;
    }

    private static final class Shared {
        static final SpoolDirectory DIRECTORY = made();

        private static SpoolDirectory made() {
            try {
                return in(Files.createTempDirectory("understudy-test"), NO_SCANNER);
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }
}
