package io.understudy.training.backends.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.support.OtherProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bash runs what the template makes; the containers' programs only show the words that they were given. */
class LaunchTest {
    private static final List<String> MOUNTS = List.of("/models:/models:ro");

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void createPrograms() throws IOException {
        OtherProgram.assumeInstalled("bash");
        folder = Files.createDirectory(temporary.resolve("run $(1)'s"));
        Files.writeString(folder.resolve("job.sh"), "echo \"plain in $PWD, home $HOME\"\n");
        for (String name : List.of("srun", "apptainer")) {
            Path program = Files.writeString(temporary.resolve(name), "#!/bin/sh\nprintf '<%s>' \"$@\"\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private String run(Launch launch) throws IOException, InterruptedException {
        Path script = Files.writeString(temporary.resolve("launch.sh"), launch.text(folder.toString(), "job.sh"));
        return OtherProgram.run(
                        List.of("bash", script.toString()),
                        Map.of("PATH", temporary + ":" + System.getenv("PATH"), "HOME", ""),
                        temporary,
                        "")
                .output();
    }

    @Test
    void withoutAContainerTheScriptRunsInItsFolderAndHasAHome() throws Exception {
        assertThat(run(Launch.PLAIN)).matches("plain in \\Q" + folder + "\\E, home /.*\n");
    }

    @Test
    void pyxisGetsImageMountsAndFolder() throws Exception {
        assertThat(run(new Launch(Launch.PYXIS, "nvcr.io#trainer:1 'x'", MOUNTS)))
                .isEqualTo("<--ntasks=1><--container-image=nvcr.io#trainer:1 'x'><--container-mounts=" + folder + ":"
                        + folder + ",/models:/models:ro><--container-workdir=" + folder + "><bash><job.sh>");
    }

    @Test
    void apptainerGetsTheCardsToo() throws Exception {
        assertThat(run(new Launch(Launch.APPTAINER, "/images/trainer.sif", MOUNTS)))
                .isEqualTo("<exec><--nv><--bind><" + folder + ":" + folder + ",/models:/models:ro><--pwd><" + folder
                        + "></images/trainer.sif><bash><job.sh>");
    }

    @Test
    void aFolderThatNoContainerCanMountFailsTheJob() {
        Launch launch = new Launch(Launch.PYXIS, "trainer", List.of());

        for (String unmountable : List.of("/jobs/a:b", "/jobs/a,b")) {
            assertThatExceptionOfType(JobFailure.class).isThrownBy(() -> launch.text(unmountable, "job.sh"));
        }
        assertThat(Launch.PLAIN.text("/jobs/a:b", "job.sh")).contains("cd /jobs/a:b");
    }
}
