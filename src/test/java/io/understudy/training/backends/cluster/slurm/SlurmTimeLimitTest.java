package io.understudy.training.backends.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.understudy.support.SlurmCluster;
import io.understudy.support.SshBox;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slurm counts in minutes: both ways of asking it wait for the same one. */
@Tag("cluster")
class SlurmTimeLimitTest {
    private static final Duration MOST = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void aJobIsWarnedAndThenEndedAtItsTimeLimit() throws Exception {
        try (SlurmCluster cluster = new SlurmCluster();
                SshBox box = new SshBox(folder, cluster.environment())) {
            String token = cluster.token(MOST);
            Map<String, JobScheduler> schedulers = Map.of(
                    "ssh", new SlurmCommands(new EngineShell(box.connection()), ""),
                    "rest", new SlurmRest(cluster.restServer(), () -> token, InstantSource.system()));
            for (Map.Entry<String, JobScheduler> each : schedulers.entrySet()) {
                JobScheduler scheduler = each.getValue();
                String id = await().atMost(MOST)
                        .ignoreExceptionsInstanceOf(EngineUnreachable.class)
                        .until(
                                () -> scheduler
                                        .submit(request(cluster, each.getKey()))
                                        .id(),
                                one -> !one.isEmpty());
                await().atMost(MOST).until(() -> scheduler.standing(id).phase() == Phase.RUNNING);
                assertThat(scheduler.standing(id).limit()).isNotNull();
                // It looks at the limits every 30 seconds: a whole minute of the job would cost one more look.
                cluster.run("scontrol", "update", "JobId=" + id, "EndTime=now+35");
            }

            schedulers.forEach((name, scheduler) -> {
                String id = scheduler.find("understudy-" + name).orElseThrow();
                await().atMost(MOST).until(() -> scheduler.standing(id).phase() == Phase.ENDED);
                assertThat(scheduler.standing(id).state()).isEqualTo("TIMEOUT");
                assertThat(cluster.work().resolve(name).resolve(JobRequest.LOG))
                        .content()
                        .containsSubsequence("warned", "DUE TO TIME LIMIT");
            });
        }
    }

    private static JobRequest request(SlurmCluster cluster, String name) throws IOException {
        Path work = Files.createDirectories(cluster.work().resolve(name));
        Files.writeString(work.resolve("job.sh"), "trap 'echo warned' USR1; while :; do sleep 0.2; done\n");
        return new JobRequest(
                "understudy-" + name,
                work.toString(),
                "job.sh",
                new Resources(1, "", 1, 100, 1),
                Placement.DEFAULT,
                Launch.PLAIN,
                20);
    }
}
