package io.understudy.training.backends.cluster.jobs;

import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.TestEngines;
import io.understudy.storage.TestSpool;
import io.understudy.support.SettableClock;
import io.understudy.training.backends.cluster.JobFolder;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.SharedJobFolder;
import io.understudy.training.backends.cluster.trainers.AiToolkitRecipe;
import io.understudy.training.backends.cluster.trainers.KohyaRecipe;
import io.understudy.training.backends.cluster.trainers.MiniatureRecipe;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Models;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Variant;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** An engine in a folder of this machine, with programs that stand in for the trainers. */
public final class FakeTrainers implements AutoCloseable {
    private static final String PYTHON = """
            #!/bin/sh
            if [ "$1" = -m ]; then
                while [ "$1" != flux_train_network.py ]; do shift; done
            fi
            exec python3 "$@"
            """;
    private static final String JAVA = """
            #!/bin/sh
            exec python3 "$(dirname "$0")/miniature.py" "$@"
            """;

    private final Path place;
    private final Path programs;
    private final SettableClock clock = new SettableClock();
    private final ProcessScheduler scheduler;
    private UnaryOperator<JobFolder> mounted = UnaryOperator.identity();

    public FakeTrainers(Path place) throws IOException {
        this.place = place;
        this.programs = Files.createDirectories(place.resolve("programs"));
        for (String program : List.of("fake.py", "run.py", "flux_train_network.py", "miniature.py")) {
            try (InputStream in = Objects.requireNonNull(TrainerRecipe.class.getResourceAsStream(program), program)) {
                Files.copy(in, programs.resolve(program), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        write("python", PYTHON);
        write("java", JAVA);
        scheduler = new ProcessScheduler(Map.of("PATH", programs + ":" + System.getenv("PATH")));
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(programs.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    ProcessScheduler scheduler() {
        return scheduler;
    }

    SettableClock clock() {
        return clock;
    }

    Path folder(String key) {
        return place.resolve("work").resolve(key);
    }

    TrainerRecipe aiToolkit() {
        return new AiToolkitRecipe(installation());
    }

    TrainerRecipe kohya() {
        return new KohyaRecipe(installation());
    }

    TrainerRecipe miniature() {
        return new MiniatureRecipe(installation(), "java");
    }

    /** What an admin enters for the stand-in of sd-scripts. */
    public Map<EngineField, String> fieldsOfKohya() {
        return new EnumMap<>(Map.of(
                EngineField.TRAINER_FOLDER, programs.toString(),
                EngineField.PYTHON, programs.resolve("python").toString(),
                EngineField.MODEL_FILE, "/models/flux1-dev",
                EngineField.CLIP_L, "/models/clip_l",
                EngineField.T5XXL, "/models/t5xxl",
                EngineField.AUTOENCODER, "/models/ae"));
    }

    private TrainerInstallation installation() {
        return new TrainerInstallation(
                programs.toString(),
                programs.resolve("python").toString(),
                new Models(Variant.DEV, "/models/flux1-dev", "/models/clip_l", "/models/t5xxl", "/models/ae", ""),
                1,
                List.of());
    }

    ClusterBackend backend(TrainerRecipe recipe) {
        return new ClusterBackend(
                TestEngines.gpuHost(),
                new ClusterEngine(
                        "Attic",
                        scheduler,
                        key -> mounted.apply(
                                new SharedJobFolder(folder(key), folder(key).toString())),
                        new Resources(1, "", 1, 0, 0),
                        Placement.DEFAULT,
                        Launch.PLAIN,
                        recipe),
                timing());
    }

    /** Waits pass at once on the clock, and give the processes a moment. */
    JobTiming timing() {
        return new JobTiming(
                clock,
                (bell, most) -> {
                    clock.advance(most);
                    if (bell.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                        bell.drainPermits();
                    }
                },
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                TestSpool.directory());
    }

    /** What jobs write is seen some time later. */
    void mountSlowly() {
        mounted = LateFolder::new;
    }

    public void holdAt(int... steps) throws IOException {
        Files.writeString(programs.resolve("behave.json"), "{\"holdAt\": " + Arrays.toString(steps) + "}");
    }

    /** From now on nothing is held at this step any longer. */
    public void goAt(int step) throws IOException {
        Files.writeString(programs.resolve("go-" + step), "");
    }

    /** From now on sd-scripts has no TensorBoard. */
    void removeTensorBoard() throws IOException {
        Files.createFile(programs.resolve("no-tensorboard"));
    }

    boolean isHeld() {
        return Files.exists(programs.resolve("held"));
    }

    /** From now on nothing is held any longer. */
    public void go() throws IOException {
        Files.deleteIfExists(programs.resolve("behave.json"));
        Files.writeString(programs.resolve("go"), "");
    }

    /** As one that ends late when it is asked to. */
    void holdDeafAt(int step) throws IOException {
        Files.writeString(programs.resolve("behave.json"), "{\"deaf\": true, \"holdAt\": [" + step + "]}");
    }

    /** What the database of ai-toolkit's own server has in this release. */
    void describeJobs(String columns) throws IOException {
        Path schema = Files.createDirectories(programs.resolve("ui/prisma")).resolve("schema.prisma");
        Files.writeString(schema, "model Queue {\n  id Int @id\n}\n\nmodel Job {\n" + columns + "}\n");
    }

    /** The next start runs to its end; this one is left as it is. */
    void behaveNextTime() throws IOException {
        Files.deleteIfExists(programs.resolve("behave.json"));
    }

    void crashAt(int step, int exit, String words) throws IOException {
        Files.writeString(
                programs.resolve("behave.json"),
                "{\"crashAt\": %d, \"exit\": %d, \"crash\": \"%s\"}".formatted(step, exit, words));
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
