package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.understudy.characters.CharacterId;
import io.understudy.cli.ToolRun;
import io.understudy.cli.client.Pause;
import io.understudy.cli.tensorboard.TestEvents;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.TokenScope;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.SamplePicture;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.queue.RunProgressWriter;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.release.SnapshotRecallService;
import io.understudy.versions.review.Contribution;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs that are trained elsewhere report themselves, as a script next to a trainer does. */
@Tag("rules")
class InboundTest extends ApiTest {
    private static final byte[] LORA = SyntheticLora.small("ava").bytes();
    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @Autowired
    RunFixtures stories;

    @Autowired
    RunService runs;

    @Autowired
    RunProgressWriter progress;

    @Autowired
    VersionService versions;

    @Autowired
    ImportService imports;

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    BlobStore blobs;

    @TempDir
    Path folder;

    private String snapshot = "";

    @BeforeEach
    void avaHasASnapshot() throws Exception {
        stories.forget();
        characterWithAPicture("Ava", "ohwx woman");
        snapshot = frozen("ava");
    }

    private String frozen(String slug) throws Exception {
        return post("/api/v1/characters/" + slug + "/snapshots", "{\"fewerPicturesConfirmed\":true}")
                .text("id");
    }

    private static String run(String snapshot) {
        return """
                {"snapshot":"%s","baseModel":"flux1-dev","steps":10,"learningRate":1e-4,"rank":1,"alpha":1,
                 "batchSize":1,"resolution":1024,"seed":7,"sampleEvery":1,
                 "samplePrompts":[{"prompt":"ohwx woman"},{"prompt":"at sea","seed":8}]}""".formatted(snapshot);
    }

    /** The address of a run that has just begun elsewhere. */
    private String started() throws Exception {
        Reply started = post("/api/v1/characters/ava/reported-runs", run(snapshot));
        assertThat(started.status()).as(started.response().body()).isEqualTo(201);
        return started.header("Location");
    }

    private Reply measured(String run, int from, int to) throws Exception {
        StringBuilder points = new StringBuilder();
        for (int step = from; step <= to; step++) {
            points.append(points.isEmpty() ? "" : ",").append("{\"step\":%d,\"loss\":0.%d}".formatted(step, step));
        }
        return post(run + "/metrics", "{\"points\":[" + points + "]}");
    }

    private static void assertDeclined(Reply reply, int status, String words) {
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(status);
        assertThat(reply.text("detail")).contains(words);
    }

    @Test
    void aRunThatWasTrainedElsewhereReportsItselfInFiveCalls() throws Exception {
        String run = started();
        assertThat(measured(run, 1, 4).text("state")).isEqualTo("RUNNING");
        assertThat(upload(run + "/samples?step=4&index=1", PHOTO).status()).isEqualTo(200);
        assertThat(upload(run + "/file", LORA).status()).isEqualTo(200);
        Reply finished = post(run + "/finish", "");

        assertThat(finished.text("state")).isEqualTo("SUCCEEDED");
        assertThat(finished.text("loraHash")).isEqualTo(BlobHash.of(LORA).hex());
        assertThat(get(run + "/metrics").items("step")).containsExactly("1", "2", "3", "4");
        assertThat(get("/api/v1/runs?character=ava").items("backend")).containsExactly("reported-flux1-dev");
        Reply version = get("/api/v1/characters/ava/versions");
        assertThat(version.items("state")).containsExactly("DRAFT");
        assertThat(version.items("baseModel")).containsExactly("flux1-dev");
        assertThat(run).endsWith("/" + version.items("run").getFirst());
    }

    @Test
    void thoseWhoMadeTheSnapshotAndTheOwnerOfTheTokenAreMakers() throws Exception {
        addAPicture(people.member("Jon"));
        String run = started();
        upload(run + "/file", LORA);
        post(run + "/finish", "");

        assertThat(makers()).containsExactlyInAnyOrder("Mara", "Jon");
    }

    /** Someone else adds a picture, which a new snapshot has. */
    private void addAPicture(SignedInPerson other) throws Exception {
        people.signIn(other);
        intake.take(
                characters.bySlug("ava").id(),
                "2.jpg",
                new ByteArrayInputStream(TestPhotos.jpeg(1_024, 1_024, 2)),
                PictureIntake.Progress.NOBODY);
        snapshot = frozen("ava");
    }

    @Test
    @Tag("attack")
    void whoBroughtTheFileBeforeIsAMakerToo() throws Exception {
        people.signIn(people.member("Jon"));
        imports.receive(new ByteArrayInputStream(LORA), LORA.length);
        String run = started();
        upload(run + "/file", LORA);
        post(run + "/finish", "");

        assertThat(makers()).containsExactlyInAnyOrder("Mara", "Jon");
    }

    private List<String> makers() throws Exception {
        people.signIn(mara);
        VersionId version = new VersionId(UUID.fromString(
                get("/api/v1/characters/ava/versions").items("id").getFirst()));
        return versions.details(version).makers().stream()
                .map(Contribution::name)
                .toList();
    }

    @Test
    void whatIsReportedTwiceChangesNothing() throws Exception {
        Reply first = post("/api/v1/characters/ava/reported-runs", run(snapshot), "Idempotency-Key", "night-1");
        Reply again = post("/api/v1/characters/ava/reported-runs", run(snapshot), "Idempotency-Key", "night-1");
        String run = first.header("Location");
        assertThat(again.header("Location")).isEqualTo(run);
        for (int time = 0; time < 2; time++) {
            measured(run, 1, 4);
            assertThat(upload(run + "/samples?step=4", PHOTO).status()).isEqualTo(200);
            assertThat(upload(run + "/file", LORA).status()).isEqualTo(200);
        }
        measured(run, 3, 5);
        for (int time = 0; time < 2; time++) {
            assertThat(post(run + "/finish", "").text("state")).isEqualTo("SUCCEEDED");
        }

        assertThat(get(run + "/metrics").items("step")).containsExactly("1", "2", "3", "4", "5");
        people.signIn(mara);
        assertThat(samples(run)).extracting(SamplePicture::prompt).containsExactly("ohwx woman");
        assertThat(samples(run)).extracting(SamplePicture::seed).containsExactly(7L);
        assertThat(get("/api/v1/characters/ava/versions").items("id")).hasSize(1);
        assertThat(get("/api/v1/runs").items("number")).hasSize(1);
    }

    private List<SamplePicture> samples(String run) {
        return runs.samples(
                runs.byNumber(Long.parseLong(run.replaceAll(".*/", ""))).id());
    }

    @Test
    void aRunThatIsSilentForADayHasFailedAndContinuesWithItsNextReport() throws Exception {
        String run = started();
        measured(run, 1, 4);
        clock.advance(Duration.ofHours(23));
        RunAs.run(() -> progress.takeBackOverdue(Set.of()));
        assertThat(get(run).text("state")).isEqualTo("RUNNING");
        clock.advance(Duration.ofHours(2));
        RunAs.run(() -> progress.takeBackOverdue(Set.of()));

        Reply silent = get(run);
        assertThat(silent.text("state")).isEqualTo("FAILED");
        assertThat(silent.text("failure")).isEqualTo("No report since 2 March 2026, 09:00 UTC.");
        assertThat(measured(run, 4, 6).text("state")).isEqualTo("RUNNING");
        assertThat(get(run).body().path("failure").isNull()).isTrue();
        assertThat(get(run + "/metrics").items("step")).containsExactly("1", "2", "3", "4", "5", "6");
        upload(run + "/file", LORA);
        assertThat(post(run + "/finish", "").text("state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aRunThatWasCancelledIsNoLongerListenedTo() throws Exception {
        String run = started();
        upload(run + "/file", LORA);
        Reply cancelled = post(run + "/cancel", "");

        assertThat(cancelled.text("state")).isEqualTo("CANCELLED");
        assertThat(cancelled.text("advice")).contains("was not stopped");
        assertDeclined(measured(run, 1, 1), 409, "nothing more is reported");
        assertDeclined(upload(run + "/file", LORA), 409, "nothing more is reported");
        assertDeclined(post(run + "/finish", ""), 409, "nothing more is reported");
        assertThat(post(run + "/resume", "").status()).isEqualTo(409);
        assertThat(get("/api/v1/characters/ava/versions").items("id")).isEmpty();
    }

    @Test
    void nobodyLaunchesOnTheBackendOfReportedRuns() throws Exception {
        Reply refused = post(
                "/api/v1/characters/ava/runs", "{\"backend\":\"reported-flux1-dev\",\"fewerPicturesConfirmed\":true}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("field")).isEqualTo("backend");
        assertThat(get("/api/v1/backends").items("id")).noneMatch(id -> id.startsWith("reported"));
        started();
        assertThat(get("/api/v1/queue").response().body()).doesNotContain("reported");
    }

    @Test
    @Tag("attack")
    void theFileIsCheckedAsImportsAre() throws Exception {
        String run = started();

        assertDeclined(post(run + "/finish", ""), 422, "has no file yet");
        assertThat(upload(run + "/file", PHOTO).status()).isEqualTo(422);
        assertThat(upload(run + "/file", new byte[0]).status()).isIn(411, 422);
        assertThat(upload(run + "/file", SyntheticLora.sdxl().bytes()).status()).isEqualTo(422);
        assertThat(upload(run + "/file", SyntheticLora.notANumber(Float.NaN).bytes())
                        .status())
                .isEqualTo(422);
        assertDeclined(post(run + "/finish", ""), 422, "has no file yet");
        assertThat(send(request(run + "/file", token)
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(LORA))))
                        .status())
                .isEqualTo(411);
    }

    @Test
    @Tag("attack")
    void weightsThatAreAVersionAlreadyDoNotComeBack() throws Exception {
        String first = started();
        String second = started();
        upload(first + "/file", LORA);
        upload(second + "/file", SyntheticLora.small("by another name").bytes());
        post(first + "/finish", "");

        assertDeclined(post(second + "/finish", ""), 409, "a version of Ava already");
        assertDeclined(upload(second + "/file", LORA), 409, "a version of Ava already");
        assertThat(get(second).text("state")).isEqualTo("PREPARING");
    }

    @Test
    @Tag("attack")
    void onlyASnapshotOfTheCharacterIsTrainedOn() throws Exception {
        characterWithAPicture("Bea", "sks woman");
        for (String foreign : List.of(frozen("bea"), "0".repeat(64), "nonsense")) {
            Reply refused = post("/api/v1/characters/ava/reported-runs", run(foreign));
            assertDeclined(refused, 422, "has no such snapshot");
            assertThat(refused.text("field")).isEqualTo("snapshot");
        }
        Reply model = post("/api/v1/characters/ava/reported-runs", run(snapshot).replace("flux1-dev", "sdxl"));
        assertDeclined(model, 422, "flux1-dev");
        assertThat(model.text("field")).isEqualTo("baseModel");
        assertThat(get("/api/v1/runs").items("number")).isEmpty();
    }

    @Test
    @Tag("attack")
    void nothingIsMadeOfASnapshotThatWasRecalled() throws Exception {
        String run = started();
        upload(run + "/file", LORA);
        SignedInPerson ines = people.signIn(people.admin("Ines"));
        recalls.recall(new SnapshotId(snapshot), "A photo was not ours.", people.proofOf(ines.accountId()));

        assertDeclined(post(run + "/finish", ""), 409, "was recalled");
        assertDeclined(post("/api/v1/characters/ava/reported-runs", run(snapshot)), 409, "was recalled");
        assertThat(get("/api/v1/characters/ava/versions").items("id")).isEmpty();
    }

    @Test
    @Tag("attack")
    void onlyThePersonWhoStartedItReportsAndOnlyToReportedRuns() throws Exception {
        String run = started();
        people.signIn(mara);
        CharacterId ava = characters.bySlug("ava").id();
        long trainedHere = stories.launch(ava, 10, 1e-4).number();
        assertDeclined(measured("/api/v1/runs/" + trainedHere, 1, 1), 409, "nothing is reported to it");

        token = tokenOf(people.member("Jon"), Set.of(TokenScope.TRAIN, TokenScope.READ));
        assertDeclined(measured(run, 1, 1), 409, "Only Mara");
        assertDeclined(upload(run + "/samples?step=1", PHOTO), 409, "Only Mara");
        assertDeclined(upload(run + "/file", LORA), 409, "Only Mara");
        assertDeclined(post(run + "/finish", ""), 409, "Only Mara");
    }

    @Test
    @Tag("attack")
    void aTokenReportsWhereItsScopeAndItsCharactersAllow() throws Exception {
        String run = started();
        CharacterId bea = characterWithAPicture("Bea", "sks woman");
        token = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.WRITE));
        assertThat(measured(run, 1, 1).status()).isEqualTo(403);
        assertThat(post("/api/v1/characters/ava/reported-runs", run(snapshot)).status())
                .isEqualTo(403);

        token = tokenOf(mara, Set.of(TokenScope.TRAIN), bea);
        assertThat(measured(run, 1, 1).status()).isEqualTo(404);
        assertThat(upload(run + "/file", LORA).status()).isEqualTo(404);
        assertThat(post("/api/v1/characters/ava/reported-runs", run(snapshot)).status())
                .isEqualTo(404);
    }

    @Test
    @Tag("attack")
    void aSampleLargerThanWhatAModelMakesIsRefused() throws Exception {
        String run = started();

        Reply answer = upload(run + "/samples?step=1", TestPhotos.png(8_200, 4, 1));
        Reply undecoded = upload(run + "/samples?step=1", TestPhotos.pngBomb(5_000, 5_000));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().toString()).contains("8200 x 4 pixels");
        assertThat(undecoded.status()).isEqualTo(422);
        assertThat(undecoded.body().toString()).contains("5000 x 5000 pixels", "save it smaller");
    }

    @Test
    @Tag("attack")
    void numbersThatCannotBeAreRefusedAndChangeNothing() throws Exception {
        String run = started();
        for (String point : List.of(
                "{\"step\":0,\"loss\":1}",
                "{\"step\":11,\"loss\":1}",
                "{\"step\":1,\"loss\":-1}",
                "{\"step\":1,\"loss\":1e400}",
                "{\"step\":1,\"loss\":1,\"seconds\":-1}")) {
            assertThat(post(run + "/metrics", "{\"points\":[" + point + "]}").status())
                    .as(point)
                    .isIn(400, 422);
        }
        assertThat(upload(run + "/samples?step=11", PHOTO).status()).isEqualTo(422);
        assertThat(upload(run + "/samples?step=1&index=2", PHOTO).status()).isEqualTo(422);
        assertThat(upload(run + "/samples?step=1&index=-1", PHOTO).status()).isEqualTo(422);
        assertThat(upload(run + "/samples?step=1", LORA).status()).isEqualTo(422);

        assertThat(get(run).text("state")).isEqualTo("PREPARING");
        assertThat(get(run + "/metrics").items("step")).isEmpty();
    }

    @Test
    @Tag("attack")
    void aSampleIsMarkedAsGeneratedAndKeepsTheMarkOfItsTool() throws Exception {
        String run = started();
        upload(run + "/samples?step=1&index=0", PHOTO);
        upload(
                run + "/samples?step=1&index=1",
                SourceMark.generatedBy("sd-scripts").writtenInto(PHOTO));

        people.signIn(mara);
        assertThat(samples(run).stream().map(this::mark).toList())
                .containsExactly(SourceMark.MADE_ELSEWHERE, SourceMark.generatedBy("sd-scripts"));
    }

    private SourceMark mark(SamplePicture sample) {
        try {
            return SourceMark.in(blobs.open(sample.picture()).readAllBytes()).orElseThrow();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void theCommandsOfTheDocumentationReportARun() throws Exception {
        assumeThat(Path.of("/usr/bin/curl")).exists();
        Files.write(folder.resolve("ava.safetensors"), LORA);
        Files.write(folder.resolve("sample.png"), PHOTO);
        String commands = COMMANDS.matcher(Files.readString(Path.of("docs/inbound.md")))
                .results()
                .map(found -> found.group(1))
                .filter(block -> block.contains("curl"))
                .collect(Collectors.joining());
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", "set -euo pipefail\n" + commands)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().put("UNDERSTUDY", "http://localhost:" + port);
        shell.environment().put("TOKEN", token);
        shell.environment().put("SNAPSHOT", snapshot);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(get("/api/v1/runs").items("state")).containsExactly("SUCCEEDED");
    }

    @Test
    void theToolReportsWhatTensorBoardWouldShow() throws Exception {
        String run = started();
        TestEvents events = new TestEvents();
        for (int step = 1; step <= 4; step++) {
            events.scalar(100 + step, step, "loss/current", 0.5f / step).scalar(100 + step, step, "lr/unet", 2e-4f);
        }
        events.writeTo(folder.resolve("events.out.tfevents.1"));
        String config = folder.resolve("client.json").toString();
        ToolRun.reading(token + "\n", "login", "http://localhost:" + port + "/", "--config", config);
        String number = run.replaceAll(".*/", "");

        for (int time = 0; time < 2; time++) {
            ToolRun report =
                    ToolRun.of("report", "--tensorboard", folder.toString(), number, "--config", config, "--json");
            assertThat(report.status()).as(report.err()).isZero();
            assertThat(report.json().path("sent").asInt()).isEqualTo(4);
        }

        Reply metrics = get(run + "/metrics");
        assertThat(metrics.items("step")).containsExactly("1", "2", "3", "4");
        assertThat(metrics.body().path("items").path(3).path("learningRate").asDouble())
                .isCloseTo(2e-4, within(1e-8));
        assertThat(metrics.body().path("items").path(3).path("seconds").asDouble())
                .isEqualTo(3);
    }

    @Test
    void theToolWatchesUntilTheRunIsOver() throws Exception {
        String run = started();
        TestEvents events = new TestEvents();
        for (int step = 1; step <= 4; step++) {
            events.scalar(100 + step, step, "loss/current", 0.5f / step).scalar(100 + step, step, "lr/unet", 2e-4f);
        }
        events.writeTo(folder.resolve("events.out.tfevents.1"));
        String config = folder.resolve("client.json").toString();
        ToolRun.reading(token + "\n", "login", "http://localhost:" + port + "/", "--config", config);
        List<Duration> rounds = new ArrayList<>();
        Pause finishedAfterTwoRounds = time -> {
            rounds.add(time);
            if (rounds.size() == 2) {
                finished(run);
            }
        };

        ToolRun report = ToolRun.of(
                finishedAfterTwoRounds,
                "report",
                "--tensorboard",
                folder.toString(),
                "--watch",
                "30",
                run.replaceAll(".*/", ""),
                "--config",
                config,
                "--json");

        assertThat(report.status()).as(report.err()).isZero();
        assertThat(report.json().path("sent").asInt()).isEqualTo(4);
        assertThat(get(run + "/metrics").items("step")).containsExactly("1", "2", "3", "4");
    }

    private void finished(String run) {
        try {
            upload(run + "/file", LORA);
            assertThat(post(run + "/finish", "").text("state")).isEqualTo("SUCCEEDED");
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
