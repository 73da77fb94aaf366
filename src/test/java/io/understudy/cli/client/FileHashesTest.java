package io.understudy.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.bundle.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("attack")
class FileHashesTest {
    @TempDir
    Path folder;

    private final List<Path> read = new ArrayList<>();
    private final FileHashes hashes = new FileHashes(file -> {
        read.add(file);
        return Hashes.ofFile(file);
    });

    @Test
    void aFileThatLooksAsBeforeIsReadOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("ava.safetensors"), "weights");

        assertThat(hashes.of(file)).isEqualTo(Hashes.ofFile(file)).isEqualTo(hashes.of(file));

        assertThat(read).containsExactly(file);
    }

    @Test
    void aFileThatIsReplacedIsReadAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("ava.safetensors"), "weights");
        hashes.of(file);
        Path other = Files.writeString(folder.resolve("other"), "WEIGHTS");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.delete(file);
        Files.move(other, file);

        assertThat(hashes.of(file)).isEqualTo(Hashes.ofFile(file));
        assertThat(read).hasSize(2);
    }

    @Test
    void aChangeThatHidesItsTimeIsFound() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
        Path file = Files.writeString(folder.resolve("ava.safetensors"), "weights");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        FileTime changed = changed(file);
        hashes.of(file);
        do {
            Files.writeString(file, "WEIGHTS");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        } while (changed(file).equals(changed));

        assertThat(hashes.of(file)).isEqualTo(Hashes.ofFile(file));
    }

    private static FileTime changed(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:ctime");
    }
}
