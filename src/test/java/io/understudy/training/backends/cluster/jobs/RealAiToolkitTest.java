package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.OtherProgram;
import io.understudy.training.backends.cluster.trainers.TrainerRecipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is relied on in ai-toolkit, at a checkout: {@code -Dunderstudy.test.ai-toolkit=/folder}. It needs Python, but no
 * card and none of the trainer's libraries.
 */
@EnabledIfSystemProperty(
        named = "understudy.test.ai-toolkit",
        matches = ".+",
        disabledReason = "No checkout of ai-toolkit was named by understudy.test.ai-toolkit")
class RealAiToolkitTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("understudy.test.ai-toolkit", ""));

    @Test
    void itsTrainerMakesWhatOurWatcherAsksForAndItsCurveIsRead(@TempDir Path folder) throws Exception {
        OtherProgram.assumeInstalled("python3");
        copy(JobUpload.class, "watch.py", folder);
        copy(TrainerRecipe.class, "real_ai_toolkit.py", folder);
        Map<String, Object> plan = Map.of(
                "reader",
                "ai-toolkit",
                "steps",
                10,
                "source",
                folder.resolve("loss_log.db").toString(),
                "schema",
                CHECKOUT.resolve("ui/prisma/schema.prisma").toString());
        Files.writeString(folder.resolve("watch.json"), JsonMapper.shared().writeValueAsString(plan));

        OtherProgram.Answer answer = OtherProgram.run(
                List.of("python3", "real_ai_toolkit.py", CHECKOUT.toString()),
                Map.of(
                        "AITK_JOB_ID",
                        "understudy",
                        "UNDERSTUDY_ASKED",
                        folder.resolve("asked.db").toString()),
                folder,
                "");

        assertThat(answer.output())
                .contains("made ['checkpoint 7', 'samples 7']\n", "read [(1, 0.5, 0.0001), (2, 0.5, 0.0001)]\n");
        assertThat(folder.resolve("progress.jsonl")).doesNotExist();
    }

    private static void copy(Class<?> owner, String name, Path folder) throws IOException {
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
            Files.copy(in, folder.resolve(name));
        }
    }

    @Test
    void itsServerHasTheRoutesThatAreCalled() throws IOException {
        Path api = CHECKOUT.resolve("ui/src/app/api");
        Set<String> routes;
        try (Stream<Path> files = Files.walk(api)) {
            routes = files.filter(file -> file.getFileName().toString().matches("route\\.tsx?"))
                    .map(file -> api.relativize(file.getParent()).toString().replaceAll("\\[[^/]*]", "*"))
                    .collect(Collectors.toSet());
        }

        assertThat(routes)
                .contains(
                        "settings",
                        "gpu",
                        "datasets/upload",
                        "datasets/delete",
                        "files/*",
                        "jobs",
                        "jobs/*/start",
                        "jobs/*/stop",
                        "jobs/*/mark_stopped",
                        "jobs/*/save_now",
                        "jobs/*/sample_now",
                        "jobs/*/delete",
                        "jobs/*/log",
                        "jobs/*/loss",
                        "jobs/*/samples",
                        "jobs/*/files",
                        "queue",
                        "queue/*/start");
    }

    @Test
    void itsJobsHaveWhatIsReadOfThem() throws IOException {
        String schema = Files.readString(CHECKOUT.resolve("ui/prisma/schema.prisma"));
        String job = schema.substring(schema.indexOf("model Job {")).replaceFirst("(?s)\\n}.*", "");

        assertThat(job.lines().map(line -> line.strip().split("\\s")[0]))
                .contains("id", "name", "gpu_ids", "status", "step", "info", "updated_at", "save_now", "sample_now");
    }
}
