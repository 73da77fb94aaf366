package io.understudy.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.springframework.util.FileSystemUtils;

/**
 * A real Slurm on one machine with two cards, which are none, and its REST server; tests that need it are skipped where it
 * is not installed or does not start. It needs root, and no systemd. Slurm's own sockets are in one place of the machine, so
 * there is one cluster at a time; what an earlier one has left behind is ended first.
 */
public final class SlurmCluster implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String PREFIX = "understudy-slurm";
    /** Of the database, by which its own programs and slurmdbd find it. */
    private static final String DATABASE_SOCKET = "database.sock";

    /** The account of slurmrestd, which refuses to run as root. */
    public static final String NOBODY = "nobody";

    private final FileChannel lockFile;
    private final Path folder;
    private final Map<String, String> environment;
    private final int restPort;
    private @Nullable StartedProgram database;
    private @Nullable StartedProgram accounting;
    private @Nullable StartedProgram controller;
    private @Nullable StartedProgram node;
    private @Nullable StartedProgram rest;
    private @Nullable StartedProgram socket;

    public SlurmCluster() throws IOException, InterruptedException {
        this(false);
    }

    /**
     * With slurmdbd and a database of its own, in which root is in the account root, and nobody else in any. Priorities
     * are by fair share.
     */
    public static SlurmCluster withAccounts() throws IOException, InterruptedException {
        Stream.of("slurmdbd", "sacctmgr", "sshare", "mariadbd", "mariadb", "mariadb-install-db")
                .forEach(OtherProgram::assumeInstalled);
        return new SlurmCluster(true);
    }

    private SlurmCluster(boolean accounts) throws IOException, InterruptedException {
        Stream.of("slurmctld", "slurmd", "slurmrestd", "sbatch", "runuser").forEach(OtherProgram::assumeInstalled);
        assumeTrue("root".equals(System.getProperty("user.name")), "Slurm's servers need root");
        lockFile = FileChannel.open(
                TEMPORARY.resolve("understudy-slurm.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lockFile.lock();
        removeLeftovers();
        folder = Files.createTempDirectory(PREFIX);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment = Map.of("SLURM_CONF", folder.resolve("slurm.conf").toString());
        restPort = StartedProgram.freePort();
        try {
            begin(accounts);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            end();
            throw failed;
        }
    }

    private static void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(
                TEMPORARY,
                one -> one.getFileName().toString().startsWith(PREFIX)
                        && Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))) {
            for (Path left : folders) {
                remove(left);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        await().atMost(READY).until(() -> {
            List<ProcessHandle> left = ProcessHandle.allProcesses()
                    .filter(process -> isOf(process, folder))
                    .toList();
            left.forEach(ProcessHandle::destroyForcibly);
            return left.isEmpty();
        });
        FileSystemUtils.deleteRecursively(folder);
    }

    /** Whether it serves the cluster or is a job's: jobs have Slurm's variable, and what starts them has changed its name. */
    private static boolean isOf(ProcessHandle process, Path folder) {
        Path proc = Path.of("/proc", String.valueOf(process.pid()));
        try {
            return Files.readString(proc.resolve("environ"), StandardCharsets.ISO_8859_1)
                            .contains("SLURM_CONF=" + folder + "/")
                    || Files.readSymbolicLink(proc.resolve("cwd")).startsWith(folder);
        } catch (IOException ended) {
            return false;
        }
    }

    private void begin(boolean accounts) throws IOException, InterruptedException {
        writeKey("slurm.key", 1024);
        writeKey("jwt.key", 32);
        for (String name : List.of("state", "spool", "log", "work", "rest")) {
            Files.createDirectory(folder.resolve(name));
        }
        Files.setOwner(folder.resolve("rest"), principals().lookupPrincipalByName(NOBODY));
        Files.writeString(folder.resolve("gres.conf"), """
                AutoDetect=off
                Name=gpu File=/dev/zero
                Name=gpu File=/dev/full
                """);
        Files.writeString(folder.resolve("cgroup.conf"), "CgroupPlugin=disabled\n");
        String settings = settings(StartedProgram.freePort(), StartedProgram.freePort());
        int accountingPort = StartedProgram.freePort();
        Files.writeString(
                folder.resolve("slurm.conf"), accounts ? settings + settingsOfAccounts(accountingPort) : settings);
        try {
            if (accounts) {
                startAccounting(accountingPort);
            }
            startController();
            StartedProgram started = start("slurmd", "-D", "-N", host());
            node = started;
            await().atMost(READY)
                    .failFast(() -> !started.isRunning() || !isControllerRunning())
                    .until(() -> run("sinfo", "-h", "-o", "%T").equals("idle"));
        } catch (ConditionTimeoutException | TerminalFailureException notReady) {
            throw new TestAbortedException("Slurm does not start on this machine: " + complaints(), notReady);
        }
        startRest("v0.0.42");
    }

    /**
     * The database is made here: slurmdbd makes one that is missing, and connects a second time for that, after which
     * MariaDB's client library 3.4.9 takes no column of any answer.
     */
    private void startAccounting(int port) throws IOException, InterruptedException {
        Path data = Files.createDirectory(folder.resolve("database"));
        Path socket = folder.resolve(DATABASE_SOCKET);
        run(
                "mariadb-install-db",
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                "--skip-test-db",
                "--auth-root-authentication-method=socket");
        StartedProgram storing = start(
                "mariadbd",
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                "--socket=" + socket,
                "--skip-networking",
                "--innodb-buffer-pool-size=32M",
                "--innodb-flush-log-at-trx-commit=0");
        database = storing;
        await().atMost(READY)
                .failFast(() -> !storing.isRunning())
                .until(() ->
                        succeeds("mariadb", "--no-defaults", "--socket=" + socket, "--execute=create database slurm"));
        Path settings = Files.writeString(folder.resolve("slurmdbd.conf"), """
                AuthType=auth/slurm
                AuthInfo=use_client_ids
                AuthAltTypes=auth/jwt
                AuthAltParameters=jwt_key=%2$s/jwt.key
                DbdHost=localhost
                DbdPort=%1$d
                SlurmUser=root
                StorageType=accounting_storage/mysql
                StorageHost=localhost
                StorageUser=root
                StorageLoc=slurm
                PidFile=%2$s/slurmdbd.pid
                LogFile=%2$s/log/slurmdbd.log
                """.formatted(port, folder));
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-------"));
        StartedProgram counting = start("env", "MYSQL_UNIX_PORT=" + socket, "slurmdbd", "-D");
        accounting = counting;
        await().atMost(READY)
                .failFast(() -> !counting.isRunning())
                .until(() -> succeeds("sacctmgr", "list", "cluster"));
    }

    private static String settingsOfAccounts(int port) {
        return """
                AccountingStorageType=accounting_storage/slurmdbd
                AccountingStorageHost=127.0.0.1
                AccountingStoragePort=%d
                AccountingStorageEnforce=associations,qos
                JobAcctGatherType=jobacct_gather/none
                PriorityType=priority/multifactor
                PriorityWeightFairshare=10000
                """.formatted(port);
    }

    private boolean isControllerRunning() {
        return controller != null && controller.isRunning();
    }

    private String complaints() throws IOException {
        List<String> all = new ArrayList<>();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder.resolve("log"))) {
            for (Path log : logs) {
                Files.readString(log)
                        .lines()
                        .filter(line -> line.contains("error") || line.contains("fatal"))
                        .limit(5)
                        .forEach(all::add);
            }
        }
        return String.join("; ", all);
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
                SlurmdParameters=config_overrides
                MinJobAge=300
                PreemptType=preempt/partition_prio
                PreemptMode=REQUEUE
                ReturnToService=2
                NodeName=%1$s NodeAddr=127.0.0.1 CPUs=2 RealMemory=4000 Gres=gpu:2 Feature=big,fast
                PartitionName=gpu Nodes=ALL Default=YES State=UP PriorityTier=10
                PartitionName=scavenger Nodes=ALL State=UP MaxTime=1-00:00:00 PriorityTier=1 PreemptMode=REQUEUE
                """.formatted(host(), controllerPort, nodePort, folder);
    }

    private StartedProgram start(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("env", "--chdir=" + folder));
        words.addAll(List.of(command));
        return StartedProgram.of(words, environment, folder.resolve("log/" + command[0] + ".out"));
    }

    public void startController() throws IOException {
        controller = start("slurmctld", "-D");
    }

    public void stopController() {
        close(controller);
    }

    private static void close(@Nullable StartedProgram program) {
        if (program != null) {
            program.close();
        }
    }

    /** @param versions of the answers that it offers */
    public void startRest(String versions) throws IOException {
        rest = startRest("rest_auth/jwt", versions, "127.0.0.1:" + restPort, "SLURM_JWT=daemon");
    }

    private StartedProgram startRest(String authentication, String versions, String at, String... more)
            throws IOException {
        List<String> words = new ArrayList<>(
                List.of("runuser", "-u", NOBODY, "--", "env", "SLURM_CONF=" + folder.resolve("slurm.conf")));
        words.addAll(List.of(more));
        words.addAll(List.of("slurmrestd", "-a", authentication, "-s", "openapi/slurmctld", "-d", versions, at));
        return start(words.toArray(String[]::new));
    }

    /** A second REST server, whose jobs are {@link #NOBODY}'s, as root asks it. */
    public void startSocket() throws IOException {
        socket = startRest("rest_auth/local", "v0.0.42", socket().toString());
    }

    public void stopSocket() {
        close(socket);
    }

    public URI socket() {
        return URI.create("unix:" + folder.resolve("rest/rest.sock"));
    }

    public void stopRest() {
        close(rest);
    }

    public URI restServer() {
        return URI.create("http://127.0.0.1:" + restPort);
    }

    public String token(Duration lifespan) throws IOException, InterruptedException {
        return token("root", lifespan);
    }

    public String token(String account, Duration lifespan) throws IOException, InterruptedException {
        return run("scontrol", "token", "username=" + account, "lifespan=" + lifespan.toSeconds())
                .replaceFirst("^SLURM_JWT=", "");
    }

    /** Where jobs have their folders. */
    public Path work() {
        return folder.resolve("work");
    }

    /** A work folder of a group that {@link #NOBODY} is in, closed to all others. */
    public Path workOfGroup() throws IOException, InterruptedException {
        Path shared = Files.createDirectories(work().resolve("shared"));
        String group = OtherProgram.run(folder, "id", "-gn", NOBODY).output().strip();
        Files.getFileAttributeView(shared, PosixFileAttributeView.class)
                .setGroup(principals().lookupPrincipalByGroupName(group));
        Files.setAttribute(shared, "unix:mode", 0b010_111_111_000);
        return shared;
    }

    private UserPrincipalLookupService principals() {
        return folder.getFileSystem().getUserPrincipalLookupService();
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
        return answer(command).output().strip();
    }

    private boolean succeeds(String... command) throws IOException, InterruptedException {
        return answer(command).status() == 0;
    }

    private OtherProgram.Answer answer(String... command) throws IOException, InterruptedException {
        return OtherProgram.run(List.of(command), environment, folder, "");
    }

    /** The cards of these jobs go to one that comes first, which then ends. */
    public void preempt(List<String> ids) throws IOException, InterruptedException {
        String urgent = run(
                "sbatch",
                "--parsable",
                "--partition=gpu",
                "--gres=gpu:2",
                "--mem=100",
                "--output=/dev/null",
                "--wrap=exec sleep 600");
        await().atMost(READY)
                .until(() -> run("squeue", "-h", "-j", urgent, "-o", "%T").equals("RUNNING"));
        run("scancel", urgent);
        for (String id : ids) {
            startSoon(id);
        }
    }

    /**
     * Ends the two minutes that a job waits after a requeue. Slurm has them for a reason: in the second in which a machine has
     * ended a job it refuses to start it again, and the job fails.
     */
    public void startSoon(String id) throws IOException, InterruptedException {
        await().atMost(READY)
                .until(() -> run("squeue", "-h", "-j", id, "-o", "%T %r").equals("PENDING BeginTime"));
        run("scontrol", "update", "JobId=" + id, "StartTime=now+2");
    }

    public void cancelAll() throws IOException, InterruptedException {
        run("scancel", "--user=root");
        run("scancel", "--user=" + NOBODY);
        await().atMost(READY)
                .untilAsserted(() -> assertThat(run("squeue", "-h")).isEmpty());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            cancelAll();
        } finally {
            end();
        }
    }

    private void end() throws IOException {
        close(socket);
        close(rest);
        close(node);
        close(controller);
        close(accounting);
        close(database);
        remove(folder);
        lockFile.close();
    }
}
