package io.understudy.providers.engines.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.TestEngines;
import io.understudy.support.SlurmCluster;
import io.understudy.support.SshBox;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.slurm.SlurmCommands;
import io.understudy.training.backends.cluster.slurm.SlurmRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is read by REST, by SSH and by Test connection from a real Slurm that keeps accounts, compared with what its own
 * programs say. One account has used its share up: its job has both cards as long as the tests run.
 */
@Tag("cluster")
class SlurmAccountsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static SlurmCluster cluster;
    private static SshBox box;
    private static String token;
    private static Map<String, JobScheduler> ways;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        cluster = SlurmCluster.withAccounts();
        box = new SshBox(folder, cluster.environment());
        token = cluster.token(Duration.ofHours(1));
        ways = Map.of(
                "REST",
                new SlurmRest(cluster.restServer(), () -> token, InstantSource.system()),
                "SSH",
                new SlurmCommands(new EngineShell(box.connection()), ""));
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(EngineUnreachable.class)
                .until(() -> way("REST").describe().cluster().equals("test"));
        cluster.run("sacctmgr", "-i", "add", "qos", "night");
        cluster.run("sacctmgr", "-i", "add", "account", "physics", "fairshare=3");
        cluster.run("sacctmgr", "-i", "add", "account", "chemistry", "fairshare=1");
        cluster.run("sacctmgr", "-i", "add", "user", "root", "account=physics,chemistry", "qos=normal,night");
        await().atMost(SOON).until(() -> factors().keySet().containsAll(List.of("physics", "chemistry")));
        String busy = cluster.run(
                "sbatch",
                "--parsable",
                "--account=chemistry",
                "--gres=gpu:2",
                "--mem=100",
                "--output=/dev/null",
                "--wrap=exec sleep 600");
        await().atMost(SOON)
                .until(() -> cluster.run("squeue", "-h", "-j", busy, "-o", "%T").equals("RUNNING"));
        // The factors are computed every five minutes, and when the settings are read.
        await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> {
            cluster.run("scontrol", "reconfigure");
            return factors().get("chemistry") < factors().get("physics");
        });
    }

    @AfterAll
    static void stop() throws Exception {
        if (box != null) {
            box.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void cancelWhatWaits() throws Exception {
        cluster.run("scancel", "--state=PENDING", "--user=root");
        await().atMost(SOON)
                .until(() -> cluster.run("squeue", "-h", "-t", "PENDING").isEmpty());
    }

    private static JobScheduler way(String name) {
        return ways.get(name);
    }

    /** Of root in each account, as Slurm's own program has them for all of their users. */
    private static Map<String, Double> factors() throws IOException, InterruptedException {
        Map<String, Double> factors = new HashMap<>();
        for (String line : cluster.run("sshare", "-a", "-n", "-P", "-o", "Account,User,FairShare")
                .split("\n")) {
            String[] part = line.split("\\|");
            if (part.length == 3 && part[1].equals("root")) {
                factors.put(part[0].strip(), Double.valueOf(part[2]));
            }
        }
        return factors;
    }

    private static String factor(String account) throws IOException, InterruptedException {
        return String.format(Locale.ROOT, "%.2f", factors().get(account));
    }

    private static JobRequest request(int cards, String account, String qos, String constraint) throws IOException {
        String name = "understudy-" + UUID.randomUUID();
        Path folder = Files.createDirectories(cluster.work().resolve(name));
        Files.writeString(folder.resolve("job.sh"), "true\n");
        return new JobRequest(
                name,
                folder.toString(),
                "job.sh",
                new Resources(cards, "", 1, 100, 5),
                new Placement("", account, qos, constraint, "", "", null),
                Launch.PLAIN,
                0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REST", "SSH"})
    void aJobIsOfItsAccountAndItsQuality(String name) throws Exception {
        String id = way(name).submit(request(1, "physics", "night", "big&fast")).id();

        assertThat(cluster.run("squeue", "-h", "-j", id, "-o", "%a %q %f")).isEqualTo("physics night big&fast");
    }

    @ParameterizedTest
    @CsvSource({
        "REST, nowhere, night, account, Invalid account",
        "SSH, nowhere, night, account, Invalid account",
        "REST, physics, nowhere, quality of service, Invalid qos",
        "SSH, physics, nowhere, quality of service, Invalid qos",
    })
    void anAccountAndAQualityThatTheUserDoesNotHaveAreRefused(
            String name, String account, String qos, String words, String ofSlurm) throws IOException {
        JobRequest request = request(1, account, qos, "");

        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> way(name).submit(request))
                .withMessageContaining("The cluster does not have this " + words)
                .satisfies(refused -> assertThat(refused.advice()).contains("Slurm says", ofSlurm));
        assertThat(way(name).find(request.name())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REST", "SSH"})
    void aJobThatOthersAreAheadOfSaysThePriorityAndTheShareThatSlurmComputed(String name) throws Exception {
        way(name).submit(request(2, "physics", "night", ""));
        String behind = way(name).submit(request(2, "chemistry", "night", "")).id();

        JobStanding standing = await().atMost(SOON)
                .until(() -> way(name).standing(behind), one -> !one.rank().isEmpty());

        assertThat(standing.rank())
                .isEqualTo("priority " + cluster.run("squeue", "-h", "-j", behind, "-o", "%Q") + ", fair-share factor "
                        + factor("chemistry"));
    }

    @Test
    void theConnectionTestSaysTheShareOfEachAccount() throws Exception {
        assertThat(way("SSH").describe().shares())
                .containsOnly(
                        entry("root", factors().get("root")),
                        entry("physics", factors().get("physics")),
                        entry("chemistry", factors().get("chemistry")));

        Map<EngineField, String> values = Map.of(
                EngineField.ADDRESS,
                cluster.restServer().toString(),
                EngineField.SHARED_FOLDER,
                cluster.work().toString());
        assertThat(new SlurmRestProbe(new ProbeHttp(SOON))
                        .ask(TestEngines.connection(EngineKind.SLURM_REST, values, token))
                        .facts())
                .filteredOn(fact -> fact.term().equals("Fair share"))
                .singleElement()
                .extracting(Fact::value)
                .satisfies(shares -> assertThat(shares.split(", "))
                        .containsExactlyInAnyOrder(
                                "root " + factor("root"),
                                "physics " + factor("physics"),
                                "chemistry " + factor("chemistry")));
    }

    @Test
    void aJobThatTheControllerForgotIsReadFromTheRecords() throws Exception {
        JobRequest request = request(0, "physics", "night", "");
        String id = way("SSH").submit(request).id();
        cluster.configure("MinJobAge", "2");
        try {
            await().atMost(SOON)
                    .until(() -> cluster.run("scontrol", "show", "job", id).contains("Invalid job id"));

            JobStanding standing = way("SSH").standing(id);
            assertThat(standing.phase()).isEqualTo(Phase.ENDED);
            assertThat(standing.completed()).isTrue();
            assertThat(standing.exitCode()).isZero();
            assertThat(standing.name()).isEqualTo(request.name());
            assertThat(way("SSH").find(request.name())).contains(id);
        } finally {
            cluster.configure("MinJobAge", "300");
        }
    }
}
