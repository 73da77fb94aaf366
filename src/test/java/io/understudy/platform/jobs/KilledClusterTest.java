package io.understudy.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.understudy.identity.Role;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.support.OtherProgram;
import io.understudy.support.SlurmCluster;
import io.understudy.support.SshBox;
import io.understudy.training.backends.cluster.aitoolkit.FakeAiToolkit;
import io.understudy.training.backends.cluster.jobs.FakeTrainers;
import io.understudy.training.backends.engines.ClusterHosts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server is killed, with kill -9, while runs wait, train and are collected on a real Slurm, by REST and by SSH, on a host
 * with OpenSSH's own server, and on a stand-in for ai-toolkit's server, which is this test's own. The jobs continue
 * meanwhile, those that train on Slurm after they had to make room, and the next server fetches their results.
 */
@Tag("cluster")
class KilledClusterTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final List<String> ENGINES = List.of("host", "rest", "ssh");
    /** Steps of the runs that are collected, train and wait when the server is killed. */
    private static final List<Integer> STEPS = List.of(4, 12, 14);

    /** Steps at which the trainers hold until they may continue. */
    private static final int FIRST_HOLD = 2;

    private static final int SECOND_HOLD = 6;
    private static final String AI_TOOLKIT = "ai-toolkit";
    /** More steps than any of the runs has: the stand-in makes so many each time it is looked at. */
    private static final int ALL_AT_ONCE = 100;

    @TempDir
    Path folder;

    private interface Story {
        void play(SlurmCluster cluster, SshBox box, FakeTrainers trainers, List<Path> engines) throws Exception;
    }

    private void onEngines(Story story) throws Exception {
        OtherProgram.assumeInstalled("python3");
        OtherProgram.assumeInstalled("sshd");
        Path cards = ClusterHosts.twoCards(folder.resolve("bin"));
        try (SlurmCluster cluster = new SlurmCluster();
                SshBox box = new SshBox(folder.resolve("ssh"), environment(cluster, cards));
                FakeTrainers trainers = new FakeTrainers(cluster.work().resolve("trainers"))) {
            cluster.configure("MinJobAge", "3600");
            story.play(
                    cluster,
                    box,
                    trainers,
                    List.of(host(box, trainers), rest(cluster, trainers), ssh(cluster, box, trainers)));
        }
    }

    @Test
    void runsOnEnginesAreTakenUpInWhicheverStateTheirServerWasKilled() throws Exception {
        onEngines((cluster, box, trainers, engines) -> {
            trainers.holdAt(FIRST_HOLD, SECOND_HOLD);
            try {
                try (ServerProcess first = server("first of two")) {
                    for (Path engine : engines) {
                        first.obeys("engine " + engine);
                    }
                    first.obeys("characters");
                    beginOnEachEngine(first, cluster);
                    first.obeys("arm " + StandStill.Moment.RUNS_KEEPING);
                    trainers.goAt(FIRST_HOLD);
                    // Each engine now has a run that is collected, one that trains, and one that waits.
                    first.obeys("until COLLECTING 3");
                    first.obeys("until RUNNING 3");
                    first.obeys("until PREPARING 3");
                }
                List<String> training = cluster.run("squeue", "-h", "-t", "RUNNING", "-o", "%i")
                        .lines()
                        .toList();
                assertThat(training).as("jobs that train while no server runs").hasSize(2);
                cluster.preempt(training);
                trainers.go();
                try (ServerProcess second = server("second of two")) {
                    assertThat(second.reports("engines"))
                            .containsExactlyElementsOf(ENGINES.stream()
                                    .flatMap(engine -> allStoredOnce(engine, STEPS))
                                    .toList());
                }
            } finally {
                trainers.go();
            }
            assertStartedOnce(cluster, 9);
        });
    }

    private void assertStartedOnce(SlurmCluster cluster, int runs) throws Exception {
        assertThat(Stream.concat(namesOnSlurm(cluster), namesOnHost()))
                .as("jobs that were started, one for each run")
                .hasSize(runs)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("understudy-[0-9a-f-]{36}"));
    }

    @Test
    void aJobWhoseIdWasNotWrittenDownWhenTheServerWasKilledIsFoundAndNotStartedAgain() throws Exception {
        int steps = STEPS.getFirst();
        onEngines((cluster, box, trainers, engines) -> {
            try (ServerProcess first = server("first of two")) {
                for (Path engine : engines) {
                    first.obeys("engine " + engine);
                }
                first.obeys("characters");
                first.obeys("arm " + StandStill.Moment.RUNS_ACCEPTED);
                // All runs are begun before one stands still, for which the worker would wait.
                box.stop();
                cluster.stopRest();
                for (String engine : ENGINES) {
                    first.obeys("launch " + engine + " " + steps);
                }
                first.obeys("until PREPARING " + ENGINES.size());
                cluster.startRest("v0.0.42");
                box.start();
                await().atMost(SOON)
                        .ignoreExceptionsInstanceOf(NoSuchFileException.class)
                        .until(() -> namesOnSlurm(cluster).count() == 2
                                && namesOnHost().count() == 1);
            }
            try (ServerProcess second = server("second of two")) {
                assertThat(second.reports("engines"))
                        .containsExactlyElementsOf(ENGINES.stream()
                                .flatMap(engine -> allStoredOnce(engine, List.of(steps)))
                                .toList());
            }
            assertStartedOnce(cluster, ENGINES.size());
        });
    }

    @Test
    void runsOnAServerOfAiToolkitAreTakenUpInWhicheverStateTheirServerWasKilled() throws Exception {
        try (FakeAiToolkit box = new FakeAiToolkit(FakeAiToolkit.TOKEN)) {
            box.trainFaster(ALL_AT_ONCE);
            box.holdAt(FIRST_HOLD);
            try (ServerProcess first = server("first of two")) {
                first.obeys("engine " + aiToolkit(box));
                first.obeys("characters");
                first.obeys("launch " + AI_TOOLKIT + " " + STEPS.getFirst() + " as RUNNING");
                first.obeys("launch " + AI_TOOLKIT + " " + STEPS.get(1));
                await().atMost(SOON).until(() -> startsOn(box).count() == 2);
                first.obeys("launch " + AI_TOOLKIT + " " + STEPS.getLast());
                await().atMost(SOON).until(() -> startsOn(box).count() == 3);
                first.obeys("arm " + StandStill.Moment.RUNS_KEEPING);
                box.holdAt(SECOND_HOLD);
                first.obeys("until COLLECTING 1");
                first.obeys("until RUNNING 1");
                first.obeys("until PREPARING 1");
            }
            box.holdAt(ALL_AT_ONCE);
            try (ServerProcess second = server("second of two")) {
                assertThat(second.reports("engines"))
                        .containsExactlyElementsOf(
                                allStoredOnce(AI_TOOLKIT, STEPS).toList());
            }
            assertThat(startsOn(box)).hasSize(STEPS.size()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aJobOfAiToolkitWhoseIdWasNotWrittenDownWhenTheServerWasKilledIsNotStartedAgain() throws Exception {
        List<Integer> steps = List.of(STEPS.getFirst());
        try (FakeAiToolkit box = new FakeAiToolkit(FakeAiToolkit.TOKEN)) {
            box.trainFaster(ALL_AT_ONCE);
            try (ServerProcess first = server("first of two")) {
                first.obeys("engine " + aiToolkit(box));
                first.obeys("characters");
                first.obeys("arm " + StandStill.Moment.RUNS_ACCEPTED);
                first.obeys("launch " + AI_TOOLKIT + " " + steps.getFirst());
                first.tells(StandStill.AT + StandStill.Moment.RUNS_ACCEPTED);
            }
            try (ServerProcess second = server("second of two")) {
                assertThat(second.reports("engines"))
                        .containsExactlyElementsOf(
                                allStoredOnce(AI_TOOLKIT, steps).toList());
            }
            assertThat(startsOn(box)).hasSize(1);
        }
    }

    /** Paths with the ids of the jobs. */
    private static Stream<String> startsOn(FakeAiToolkit box) {
        return box.calls.stream().filter(call -> call.matches("\\w+ /api/jobs/[^/]+/start"));
    }

    private static Stream<String> allStoredOnce(String engine, List<Integer> runs) {
        return Stream.concat(
                runs.stream()
                        .map(steps ->
                                engine + ", " + steps + " steps: SUCCEEDED, 1 tensors, 1 version, charges [CHARGED]"),
                Stream.of(engine + ", 0 orphans"));
    }

    private ServerProcess server(String which) throws IOException {
        return new ServerProcess(which, folder.resolve("data"), Map.of());
    }

    /** The first run of each engine takes a card, and the two others wait for it, one after the other. */
    private void beginOnEachEngine(ServerProcess server, SlurmCluster cluster) throws Exception {
        for (int count = 1; count <= STEPS.size(); count++) {
            for (String engine : ENGINES) {
                server.obeys("launch " + engine + " " + STEPS.get(count - 1) + (count == 1 ? " as RUNNING" : ""));
            }
            int each = count;
            await().atMost(SOON)
                    .until(() -> namesOnSlurm(cluster).count() == 2L * each
                            && namesOnHost().count() == each);
        }
    }

    private static Stream<String> namesOnSlurm(SlurmCluster cluster) throws IOException, InterruptedException {
        return cluster.run("squeue", "-h", "-t", "all", "-o", "%j")
                .lines()
                .map(String::strip)
                .filter(name -> name.startsWith("understudy-"));
    }

    private Stream<String> namesOnHost() throws IOException {
        try (Stream<Path> jobs = Files.list(folder.resolve("work/.jobs"))) {
            return jobs
                    .map(job -> job.getFileName().toString())
                    .filter(name -> name.startsWith("understudy-"))
                    .toList()
                    .stream();
        }
    }

    private static Map<String, String> environment(SlurmCluster cluster, Path cards) {
        Map<String, String> environment = new HashMap<>(cluster.environment());
        environment.put("PATH", cards + ":/usr/local/bin:/usr/bin:/bin");
        return environment;
    }

    private Path host(SshBox box, FakeTrainers trainers) throws IOException {
        Map<EngineField, String> values = trainers.fieldsOfKohya();
        values.put(EngineField.CARDS, "0");
        Path work = Files.createDirectory(folder.resolve("work"));
        return written("host", ClusterHosts.draft(EngineKind.GPU_HOST, "kohya", work, box.target(), values));
    }

    private static Map<EngineField, String> slurm(FakeTrainers trainers) {
        Map<EngineField, String> values = new EnumMap<>(trainers.fieldsOfKohya());
        // Its jobs make room for those of the other one.
        values.put(EngineField.PARTITION, "scavenger");
        values.put(EngineField.MEMORY, "500");
        values.put(EngineField.CPUS, "1");
        return values;
    }

    private Path rest(SlurmCluster cluster, FakeTrainers trainers) throws IOException, InterruptedException {
        Path work = Files.createDirectory(cluster.work().resolve("rest"));
        Map<EngineField, String> values = slurm(trainers);
        values.put(EngineField.ADDRESS, cluster.restServer().toString());
        values.put(EngineField.SHARED_FOLDER, work.toString());
        Map<EngineField, String> token = Map.of(EngineField.SLURM_TOKEN, cluster.token(Duration.ofHours(1)));
        return written("rest", ClusterHosts.draft(EngineKind.SLURM_REST, "kohya", work, values, token));
    }

    private Path ssh(SlurmCluster cluster, SshBox box, FakeTrainers trainers) throws IOException {
        Path work = Files.createDirectory(cluster.work().resolve("ssh"));
        return written("ssh", ClusterHosts.draft(EngineKind.SLURM_SSH, "kohya", work, box.target(), slurm(trainers)));
    }

    private Path aiToolkit(FakeAiToolkit box) throws IOException {
        Map<EngineField, String> values = Map.of(
                EngineField.ADDRESS,
                box.address().toString(),
                EngineField.MODEL,
                "black-forest-labs/FLUX.1-dev",
                EngineField.CARDS,
                "0");
        Map<EngineField, String> token = Map.of(EngineField.TOKEN, FakeAiToolkit.TOKEN);
        return written(AI_TOOLKIT, ClusterHosts.draft(EngineKind.AI_TOOLKIT, "ai-toolkit", Path.of(""), values, token));
    }

    private Path written(String name, EngineDraft draft) throws IOException {
        EngineDraft roomy = new EngineDraft(
                name,
                draft.kind(),
                draft.values(),
                draft.secrets(),
                draft.trainer(),
                draft.workFolder(),
                3,
                new BigDecimal("0.10"),
                Role.MEMBER);
        return Files.write(folder.resolve(name + ".json"), JsonMapper.shared().writeValueAsBytes(roomy));
    }
}
