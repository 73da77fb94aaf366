package io.understudy.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.People;
import io.understudy.lora.Strength;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.core.RunAs;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.storage.BlobHash;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.queue.RunWorker;
import io.understudy.training.rehearsal.RehearsalProbe;
import io.understudy.training.rehearsal.RehearsalService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetService;
import java.io.ByteArrayInputStream;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node dies with a job of each kind: another one takes it up once, and gives it up when nodes die on it again and again. */
@StudioTest
@Tag("twice")
class DeadNodeTest {
    private static final Duration LONGER_THAN_LEASE = Duration.ofSeconds(21);

    @Autowired
    List<BackgroundQueue<?>> queues;

    @Autowired
    List<LeasedJobWriter<?, ?>> writers;

    @Autowired
    JobClaimRepository claims;

    @Autowired
    RunFixtures runs;

    @Autowired
    RunWorker runWorker;

    @Autowired
    FakeWorker worker;

    @Autowired
    RehearsalService rehearsals;

    @Autowired
    RehearsalProbe rehearsalWorker;

    @Autowired
    SheetService sheets;

    @Autowired
    FakeGenerationBackend drawing;

    @Autowired
    LoraFileService loraFiles;

    @Autowired
    VersionService versions;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    GenerationService generation;

    @Autowired
    SettableClock clock;

    private CharacterId ava = new CharacterId(UUID.randomUUID());
    private VersionId version = new VersionId(UUID.randomUUID());

    @BeforeEach
    void aCharacterWithAPictureAndAVersion() {
        runs.forget();
        worker.releaseAll();
        drawing.forget();
        people.signIn(people.member("Mara"));
        ava = runs.character("Ava Lindqvist", "ohwx woman");
        version =
                versions.ofRun(runs.finished(ava, 10, 1e-4).run()).orElseThrow().id();
    }

    @ParameterizedTest
    @ValueSource(strings = {"training_run", "generation_job", "rehearsal"})
    void whatADeadWorkerHeldIsTakenUpOnce(String table) {
        begin(table);
        assertThat(heldAttempts(table)).containsExactly(1);

        assertThat(takenBack()).as("while its lease lasts").isZero();
        clock.advance(LONGER_THAN_LEASE);
        assertThat(takenBack()).isOne();
        assertThat(takenBack()).as("by a third node").isZero();
        assertThat(heldAttempts(table)).isEmpty();

        startAgain();
        assertThat(heldAttempts(table)).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"training_run", "generation_job", "rehearsal"})
    void whatWorkersDieOnAgainAndAgainIsGivenUp(String table) {
        begin(table);

        IntStream.range(0, 3).forEach(death -> {
            clock.advance(LONGER_THAN_LEASE);
            takenBack();
            startAgain();
        });

        assertThat(heldAttempts(table)).isEmpty();
        assertThat(strings("select failure from training_run union select failure from generation_job"
                        + " union select words from rehearsal_line where topic = 'LOSS'"))
                .filteredOn(Objects::nonNull)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("went down 3 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"passports", "overlaps", "picture-meter", "regressions", "sheet-measures"})
    void whatADeadNodeHadBegunIsDoneByAnotherOne(String kind) throws Exception {
        BackgroundQueue<Object> queue = waitingIn(kind);
        Object job = waiting(queue).getFirst();
        assertThat(claims.take(kind, queue.subject(job))).isOne();

        look(queue);
        assertThat(waiting(queue)).as("while the first node may live").contains(job);

        clock.advance(LONGER_THAN_LEASE);
        look(queue);
        assertThat(waiting(queue)).doesNotContain(job);
        assertThat(strings("select subject from job_claim")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"passports", "overlaps", "picture-meter", "sheet-measures"})
    void whatStopsTheProcessEachTimeIsGivenUp(String kind) throws Exception {
        BackgroundQueue<Object> queue = waitingIn(kind);
        Object job = waiting(queue).getFirst();
        for (int attempt = 1; attempt <= BackgroundQueue.MOST_ATTEMPTS; attempt++) {
            assertThat(claims.take(kind, queue.subject(job))).isEqualTo(attempt);
            assertThat(claims.take(kind, queue.subject(job))).isZero();
            clock.advance(LONGER_THAN_LEASE);
        }

        look(queue);

        assertThat(waiting(queue)).doesNotContain(job);
        assertThat(problems())
                .filteredOn(Objects::nonNull)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("3 times");
    }

    private void begin(String table) {
        switch (table) {
            case "training_run" -> runs.launch(ava, 10, 1e-4);
            case "rehearsal" -> rehearsals.start(ava, RunFixtures.settings(10, 1e-4), true);
            default -> {
                BlobHash file = style("film.safetensors", 2).file();
                generation.submit(new GenerationRequest(
                        FakeGenerationBackend.ID,
                        "A sheet",
                        null,
                        new PictureSettings(512, 512, 20, 3.5),
                        List.of(new GenerationRequest.Lora("film.safetensors", file)),
                        List.of(new GenerationRequest.Picture("ohwx woman", 7, List.of(Strength.of(0.9)))),
                        UUID.randomUUID()));
            }
        }
        fill();
    }

    private LoraFileDetails style(String fileName, float alpha) {
        return loraFiles.take(
                fileName,
                new ByteArrayInputStream(SyntheticLora.kohyaFlux1(2, alpha).bytes()));
    }

    /** The first worker, which did not die in truth, sees that it has lost the job. */
    private void startAgain() {
        runWorker.renew();
        worker.renew();
        rehearsalWorker.renew();
        fill();
    }

    private void fill() {
        runs.start();
        worker.fill();
        rehearsalWorker.fill();
    }

    private int takenBack() {
        return RunAs.get(() -> writers.stream()
                .mapToInt(writer -> writer.takeBackOverdue(Set.of()))
                .sum());
    }

    private List<Integer> heldAttempts(String table) {
        return jdbc.sql("select attempt from " + table + " where lease_until is not null")
                .query(Integer.class)
                .list();
    }

    @SuppressWarnings("unchecked")
    private BackgroundQueue<Object> waitingIn(String kind) throws Exception {
        BackgroundQueue<?> found = queues.stream()
                .filter(queue -> queue.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        LoraFileDetails film = style("film.safetensors", 2);
        LoraFileDetails grain = style("grain.safetensors", 1);
        if (kind.equals("sheet-measures")) {
            sheets.forUploads(version);
        }
        for (BackgroundQueue<?> queue : queues) {
            queue.settled().get(60, TimeUnit.SECONDS);
        }
        switch (kind) {
            case "passports" ->
                jdbc.sql(
                                "update file_passport set state = 'WAITING', content = null, problem = null where file_hash = ?")
                        .param(film.file().hex())
                        .update();
            case "overlaps" ->
                jdbc.sql("insert into lora_overlap (first_hash, second_hash, state, wanted_at)"
                                + " values (?, ?, 'WAITING', ?)")
                        .params(Stream.concat(
                                        Stream.of(film, grain)
                                                .map(file -> file.file().hex())
                                                .sorted(),
                                        Stream.of(Timestamp.from(clock.instant())))
                                .toArray())
                        .update();
            case "regressions" ->
                jdbc.sql("insert into regression_check (id, character_id, new_version, state, made_at)"
                                + " values (?, ?, ?, 'WANTED', ?)")
                        .params(UUID.randomUUID(), ava.value(), version.value(), Timestamp.from(clock.instant()))
                        .update();
            case "sheet-measures" ->
                assertThat(jdbc.sql("delete from sheet_measure").update()).isPositive();
            default -> assertThat(kind).as("the character has a picture").isEqualTo("picture-meter");
        }
        return (BackgroundQueue<Object>) found;
    }

    private static List<Object> waiting(BackgroundQueue<Object> queue) throws Exception {
        return RunAs.call(queue::waiting);
    }

    private static void look(BackgroundQueue<Object> queue) {
        RunAs.run(queue::look);
    }

    private List<String> problems() {
        return strings("select problem from file_passport union select problem from lora_overlap"
                + " union select problem from picture_measure union select words from sheet_measure");
    }

    private List<String> strings(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
