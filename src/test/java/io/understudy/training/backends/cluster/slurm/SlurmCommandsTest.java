package io.understudy.training.backends.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.support.SshBox;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobScheduler.Submission;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class SlurmCommandsTest extends SlurmContract {
    private static SshBox box;
    private static SlurmCommands commands;

    @BeforeAll
    static void startSsh(@TempDir Path folder) throws Exception {
        box = new SshBox(folder, cluster.environment());
        commands = new SlurmCommands(new EngineShell(box.connection()), "");
    }

    @AfterAll
    static void stopSsh() {
        if (box != null) {
            box.close();
        }
    }

    @Override
    protected JobScheduler scheduler() {
        return commands;
    }

    @Override
    protected void stopServer() {
        box.stop();
    }

    @Override
    protected void startServer() throws IOException {
        box.start();
    }

    @Test
    void submissionsAtTheSameTimeStartOneJob() throws IOException {
        JobRequest request = request("echo start >> starts", cards(1));

        List<Submission> all = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> scheduler().submit(request)))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(all).extracting(Submission::id).containsOnly(all.getFirst().id());
        assertThat(all).filteredOn(one -> !one.found()).hasSize(1);
        awaitPhase(all.getFirst().id(), Phase.ENDED);
        assertThat(Path.of(request.folder(), "starts")).hasContent("start");
    }

    @Test
    void aFolderThatIsMissingFailsTheJobWithAdvice() throws IOException {
        JobRequest nowhere = request("true", cards(1));
        FileSystemUtils.deleteRecursively(Path.of(nowhere.folder()));
        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> scheduler().submit(nowhere))
                .withMessageContaining("folder")
                .satisfies(failure -> assertThat(failure.advice()).contains("work folder"));
    }

    @Test
    void programsAreFoundInTheFolderThatAnAdminEntered(@TempDir Path programs) throws Exception {
        Path bin = Files.createDirectory(programs.resolve("it's; slurm"));
        Path scontrol = Files.writeString(bin.resolve("scontrol"), "#!/bin/sh\nexit 127\n");
        Files.setPosixFilePermissions(scontrol, PosixFilePermissions.fromString("rwxr-xr-x"));
        SlurmCommands elsewhere = new SlurmCommands(new EngineShell(box.connection()), bin.toString());

        assertThatExceptionOfType(EngineUnreachable.class).isThrownBy(elsewhere::describe);
        Files.delete(scontrol);
        assertThat(elsewhere.describe().cluster()).isEqualTo("test");
    }
}
