package io.understudy.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.opentest4j.TestAbortedException;
import org.springframework.util.FileSystemUtils;

/**
 * A real Slurm on one machine with two cards, which are none, and its REST server; tests that need it are skipped where it
 * is not installed. Slurm's own sockets are in one place of the machine, so there is one cluster at a time.
 */
public final class SlurmCluster implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);

    private final FileChannel lockFile;
    private final FileLock lock;
    private final Path folder;
    private final Map<String, String> environment;
    private final int restPort;
    private StartedProgram controller;
    private StartedProgram node;
    private StartedProgram rest;

    public SlurmCluster() throws IOException, InterruptedException {
        Stream.of("slurmctld", "slurmd", "slurmrestd", "sbatch", "runuser").forEach(OtherProgram::assumeInstalled);
        assumeTrue("root".equals(System.getProperty("user.name")), "Slurm's servers need root");
        lockFile = FileChannel.open(
                Path.of(System.getProperty("java.io.tmpdir"), "understudy-slurm.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        lock = lockFile.lock();
        folder = Files.createTempDirectory("understudy-slurm");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment = Map.of("SLURM_CONF", folder.resolve("slurm.conf").toString());
        restPort = StartedProgram.freePort();
        writeKey("slurm.key", 1024);
        writeKey("jwt.key", 32);
        for (String name : List.of("state", "spool", "log", "work")) {
            Files.createDirectory(folder.resolve(name));
        }
        Files.writeString(folder.resolve("gres.conf"), """
                AutoDetect=off
                Name=gpu File=/dev/zero
                Name=gpu File=/dev/full
                """);
        Files.writeString(folder.resolve("cgroup.conf"), "CgroupPlugin=disabled\n");
        Files.writeString(folder.resolve("slurm.conf"), settings(StartedProgram.freePort(), StartedProgram.freePort()));
        startController();
        node = start("slurmd", "-D", "-N", host());
        try {
            await().atMost(READY).until(() -> run("sinfo", "-h", "-o", "%T").equals("idle"));
        } catch (ConditionTimeoutException notReady) {
            controller.close();
            node.close();
            lockFile.close();
            throw new TestAbortedException(
                    "Slurm does not start on this machine, see " + folder.resolve("log"), notReady);
        }
        startRest("v0.0.42");
    }

    private static String host() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip().split("\\.")[0];
    }

    private void writeKey(String name, int bytes) throws IOException {
        byte[] key = new byte[bytes];
        new SecureRandom().nextBytes(key);
        Path file = Files.write(folder.resolve(name), key);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String settings(int controllerPort, int nodePort) throws IOException {
        return """
                ClusterName=test
                SlurmctldHost=%1$s(127.0.0.1)
                SlurmctldPort=%2$d
                SlurmdPort=%3$d
                SlurmUser=root
                AuthType=auth/slurm
                CredType=auth/slurm
                AuthInfo=use_client_ids
                AuthAltTypes=auth/jwt
                AuthAltParameters=jwt_key=%4$s/jwt.key
                StateSaveLocation=%4$s/state
                SlurmdSpoolDir=%4$s/spool
                SlurmctldPidFile=%4$s/slurmctld.pid
                SlurmdPidFile=%4$s/slurmd.pid
                SlurmctldLogFile=%4$s/log/slurmctld.log
                SlurmdLogFile=%4$s/log/slurmd.log
                ProctrackType=proctrack/linuxproc
                TaskPlugin=task/none
                SelectType=select/cons_tres
                SelectTypeParameters=CR_Core_Memory
                SchedulerParameters=sched_interval=1,bf_interval=1
                GresTypes=gpu
                KillWait=5
                MessageTimeout=4
                MinJobAge=300
                PreemptType=preempt/partition_prio
                PreemptMode=REQUEUE
                ReturnToService=2
                NodeName=%1$s NodeAddr=127.0.0.1 CPUs=2 RealMemory=4000 Gres=gpu:2
                PartitionName=gpu Nodes=ALL Default=YES State=UP PriorityTier=10
                PartitionName=scavenger Nodes=ALL State=UP MaxTime=1-00:00:00 PriorityTier=1 PreemptMode=REQUEUE
                """.formatted(host(), controllerPort, nodePort, folder);
    }

    private StartedProgram start(String... command) throws IOException {
        return StartedProgram.of(List.of(command), environment, folder.resolve("log/" + command[0] + ".out"));
    }

    public void startController() throws IOException {
        controller = start("slurmctld", "-D");
    }

    public void stopController() {
        controller.close();
    }

    /** @param versions of the answers that it offers */
    public void startRest(String versions) throws IOException {
        rest = start(
                "runuser",
                "-u",
                "nobody",
                "--",
                "env",
                "SLURM_CONF=" + folder.resolve("slurm.conf"),
                "SLURM_JWT=daemon",
                "slurmrestd",
                "-a",
                "rest_auth/jwt",
                "-s",
                "openapi/slurmctld",
                "-d",
                versions,
                "127.0.0.1:" + restPort);
    }

    public void stopRest() {
        rest.close();
    }

    public URI restServer() {
        return URI.create("http://127.0.0.1:" + restPort);
    }

    public String token(Duration lifespan) throws IOException, InterruptedException {
        return run("scontrol", "token", "username=root", "lifespan=" + lifespan.toSeconds())
                .replaceFirst("^SLURM_JWT=", "");
    }

    /** Where jobs have their folders. */
    public Path work() {
        return folder.resolve("work");
    }

    public Map<String, String> environment() {
        return environment;
    }

    /** Changes a line of the settings, and has the cluster read them. */
    public void configure(String name, String value) throws IOException, InterruptedException {
        Path settings = folder.resolve("slurm.conf");
        Files.writeString(
                settings, Files.readString(settings).replaceFirst("(?m)^" + name + "=.*$", name + "=" + value));
        run("scontrol", "reconfigure");
    }

    /** One of Slurm's commands, as its administrator. */
    public String run(String... command) throws IOException, InterruptedException {
        return OtherProgram.run(List.of(command), environment, folder, "")
                .output()
                .strip();
    }

    public void cancelAll() throws IOException, InterruptedException {
        run("scancel", "--user=root");
        await().atMost(READY)
                .untilAsserted(() -> assertThat(run("squeue", "-h")).isEmpty());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        cancelAll();
        Stream.of(rest, node, controller).forEach(StartedProgram::close);
        FileSystemUtils.deleteRecursively(folder);
        lock.release();
        lockFile.close();
    }
}
