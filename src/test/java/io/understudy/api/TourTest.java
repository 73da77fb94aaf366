package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.review.ReviewService;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The commands of {@code docs/api.md}, one after the other, as a reader would run them. */
@Tag("once")
class TourTest extends ApiTest {
    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @Autowired
    RunFixtures stories;

    @Autowired
    VersionService versions;

    @Autowired
    ReviewService reviews;

    @Autowired
    ChecklistService checklist;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    @Test
    void itLeadsFromPhotosToAnApprovedFile() throws Exception {
        assumeThat(Path.of("/usr/bin/curl")).exists();
        stories.forget();
        Path photos = photos();
        StringBuilder done = new StringBuilder("set -euo pipefail\n");
        for (String block : blocks()) {
            if (block.matches("(?s).*/(generations|sheets)\\b.*")) {
                assertThat(block).contains("$GENERATION_BACKEND").doesNotContain("$BACKEND");
            }
            if (block.contains("/events")) {
                people.signIn(mara);
                stories.start();
                stories.steps(1, 10);
                stories.sample(10);
                stories.finish();
            }
            if (block.contains("production")) {
                approve();
            }
            // Variables and functions of the blocks before are needed, their output is not.
            String output = run(done + block, photos);
            done.append(definitions(block));
            assertThat(output).as(block).doesNotContain("\"status\":4", "\"status\":5");
        }
        assertThat(folder.resolve("nora.safetensors")).isNotEmptyFile();
        assertThat(folder.resolve("nora_bundle.zip")).isNotEmptyFile();
        aLookAtTheFileIsNoDownload();
    }

    private void aLookAtTheFileIsNoDownload() throws Exception {
        String model =
                get("/api/v1/characters/nora/production").items("baseModel").getFirst();
        Reply head = send(request("/api/v1/characters/nora/production/" + model + "/file", token)
                .method("HEAD", BodyPublishers.noBody()));

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isNotEmpty();
        assertThat(jdbc.sql("select count(*) from audit_row where verb = 'version.downloaded'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    private static List<String> blocks() throws IOException {
        List<String> blocks = COMMANDS.matcher(Files.readString(Path.of("docs/api.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(6);
        return blocks;
    }

    /** What later blocks use: functions, and variables, which are asked for again. */
    private static String definitions(String block) {
        StringBuilder kept = new StringBuilder();
        boolean inside = false;
        for (String line : block.split("\n")) {
            inside = inside || line.matches("(\\w+\\(\\)|\\w+=).*");
            if (inside) {
                kept.append(line).append('\n');
            }
            inside = inside && line.endsWith("\\");
        }
        return kept.toString();
    }

    private String run(String script, Path photos) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().put("UNDERSTUDY", "http://localhost:" + port);
        shell.environment().put("TOKEN", token);
        shell.environment().put("PHOTOS", photos.toString());
        shell.environment().put("BACKEND", "told");
        shell.environment().put("GENERATION_BACKEND", FakeGenerationBackend.ID);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(script + "\n" + output).isZero();
        return output;
    }

    private Path photos() throws IOException {
        Path zip = folder.resolve("photos.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("1.jpg"));
            out.write(TestPhotos.jpeg(1_024, 1_024, 1));
            out.putNextEntry(new ZipEntry("1.txt"));
            out.write("ohwx woman".getBytes(StandardCharsets.UTF_8));
            // Named and left out, and more than one part of an upload.
            byte[] raw = new byte[20_000_000];
            new Random(1).nextBytes(raw);
            out.putNextEntry(new ZipEntry("1.nef"));
            out.write(raw);
        }
        return zip;
    }

    private void approve() throws Exception {
        VersionId id = new VersionId(UUID.fromString(
                get("/api/v1/characters/nora/versions").items("id").getFirst()));
        new Approval(people, versions, reviews, checklist).of(id, mara);
    }
}
