package io.understudy.platform.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.StudioTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;

@StudioTest
@Tag("attack")
@DisabledOnOs(OS.WINDOWS)
class PrivateFolderTest {
    private static final String CLOSED = "rwx------";
    private static final String OPEN = "rwxr-xr-x";

    @TempDir
    Path temporary;

    @Value("${understudy.data}")
    Path data;

    @Test
    void theDataOfThisServerIsClosedToOtherUsersOfTheMachine() throws Exception {
        assertThat(mode(data)).isEqualTo(CLOSED);
        assertThat(mode(data.resolve("objects"))).isEqualTo(CLOSED);
        assertThat(mode(data.resolve("spool"))).isEqualTo(CLOSED);
    }

    @Test
    void aMissingFolderIsMadeClosed() throws Exception {
        assertThat(mode(PrivateFolder.create(temporary.resolve("a/b")))).isEqualTo(CLOSED);
    }

    @Test
    void aFolderOfAnEarlierStartIsClosed() throws Exception {
        Path folder = open("data");
        Files.writeString(folder.resolve("understudy.mv.db"), "");

        assertThat(mode(PrivateFolder.create(folder, "understudy.mv.db"))).isEqualTo(CLOSED);
        assertThat(mode(PrivateFolder.create(open("empty")))).isEqualTo(CLOSED);
    }

    @Test
    void aFolderOfOthersKeepsItsMode() throws Exception {
        Path folder = open("shared");
        Files.writeString(folder.resolve("letter.txt"), "");

        assertThat(mode(PrivateFolder.create(folder, "understudy.mv.db"))).isEqualTo(OPEN);
    }

    private Path open(String name) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve(name));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OPEN));
    }

    private static String mode(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }
}
