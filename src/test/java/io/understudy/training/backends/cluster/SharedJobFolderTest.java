package io.understudy.training.backends.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.understudy.platform.jobs.JobFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedJobFolderTest extends JobFolderContract {
    @Override
    protected JobFolder at(Path place) {
        return new SharedJobFolder(place, "/cluster/run 1");
    }

    @Override
    protected JobFolderPlace within(Path folder) {
        return SharedJobFolder.place(folder, "/cluster");
    }

    @Test
    void theEngineHasAPathOfItsOwn() {
        assertThat(at(temporary).path()).isEqualTo("/cluster/run 1");
    }

    @Test
    @Tag("attack")
    void itsGroupWritesInItAndOthersDoNotEvenRead() throws IOException {
        Files.setAttribute(temporary, "unix:mode", 0b010_111_111_000);
        Path place = temporary.resolve("run");
        at(place).write("in/photo.png", () -> new ByteArrayInputStream(new byte[1]));

        for (Path folder : new Path[] {place, place.resolve("in")}) {
            assertThat(Files.getAttribute(folder, "unix:mode")).as("%s", folder).isEqualTo(0b100_010_111_111_000);
        }
        assertThat(Files.getPosixFilePermissions(place.resolve("in/photo.png")))
                .isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
    }

    @ParameterizedTest
    @Tag("attack")
    @ValueSource(ints = {0b000_111_111_000, 0b010_111_101_000, 0b000_111_101_101})
    void aFolderThatHandsOnNoGroupIsSharedWithNone(int mode) throws IOException {
        Files.setAttribute(temporary, "unix:mode", mode);
        Path place = temporary.resolve("run");
        at(place).write("in/train.sh", () -> new ByteArrayInputStream(new byte[1]));

        for (Path folder : new Path[] {place, place.resolve("in")}) {
            assertThat(Files.getPosixFilePermissions(folder))
                    .as("%s", folder)
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
        assertThat(Files.getPosixFilePermissions(place.resolve("in/train.sh")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    @Tag("attack")
    void linksThatAJobMadeLeadNowhere() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Path place = Files.createDirectory(temporary.resolve("run"));
        Files.createSymbolicLink(place.resolve("lora.safetensors"), secret);
        Files.createSymbolicLink(place.resolve("out"), temporary);
        JobFolder folder = at(place);

        for (String name : new String[] {"lora.safetensors", "out/secret"}) {
            assertThatExceptionOfType(JobFailure.class).isThrownBy(() -> folder.read(name, 0, 10));
            assertThatExceptionOfType(JobFailure.class).isThrownBy(() -> folder.size(name));
            assertThatExceptionOfType(JobFailure.class)
                    .isThrownBy(() -> folder.copyTo(name, temporary.resolve("copy")));
        }
    }
}
