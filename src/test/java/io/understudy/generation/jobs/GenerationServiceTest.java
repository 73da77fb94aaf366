package io.understudy.generation.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.audit.AuditFilter;
import io.understudy.audit.AuditService;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.generation.GeneratedPicture;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationProgress;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationRequest.Lora;
import io.understudy.generation.GenerationRequest.Picture;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.FakeGenerationBackend.FakeTask;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.TeamService;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@StudioTest
class GenerationServiceTest {
    private static final PictureSettings SETTINGS = new PictureSettings(1024, 1024, 28, 3.5);

    @Autowired
    GenerationService generation;

    @Autowired
    FakeGenerationBackend backend;

    @Autowired
    FakeWorker worker;

    @Autowired
    BlobStore blobs;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    @Autowired
    TeamService team;

    @Autowired
    AuditService audit;

    @Autowired
    GenerationSignals signals;

    @Autowired
    JdbcClient jdbc;

    private Lora lora = new Lora("ava.safetensors", BlobHash.of(new byte[0]));

    @BeforeEach
    void aMemberAndALora() {
        worker.releaseAll();
        backend.forget();
        people.signIn(people.member("Mara"));
        lora = new Lora(
                "ava.safetensors",
                blobs.store(new byte[] {4, 2}, "application/octet-stream", Serving.DOWNLOAD_ONLY)
                        .hash());
    }

    private GenerationRequest request(Picture... pictures) {
        return new GenerationRequest(
                "told", "Sheet of Ava", null, SETTINGS, List.of(lora), List.of(pictures), UUID.randomUUID());
    }

    private static Picture picture(long seed) {
        return new Picture("ohwx woman, portrait", seed, List.of(Strength.of(0.9)));
    }

    private GenerationId three() {
        return generation.submit(request(picture(1), picture(2), picture(3)));
    }

    private static List<Integer> asked(FakeTask task) {
        return task.task.pictures().stream().map(TaskPicture::position).toList();
    }

    @Test
    @Tag("attack")
    void whatADeactivatedPersonQueuedIsCancelledAndWhatIsBeingDrawnContinues() {
        SignedInPerson mara = people.signIn(people.member("Mara Lind"));
        GenerationId drawn = three();
        worker.fill();
        GenerationId queued = three();
        people.signIn(people.admin("Ines"));

        team.deactivate(new AccountId(mara.accountId()));

        assertThat(generation.details(queued).state()).isEqualTo(GenerationState.CANCELLED);
        assertThat(generation.details(drawn).state()).isEqualTo(GenerationState.RUNNING);
        assertThat(audit.page(AuditFilter.ALL, 0, 50))
                .anyMatch(row -> row.verb().equals("generation.cancelled")
                        && row.actorName().equals("Ines"));
    }

    @Test
    void picturesArriveOneByOneUntilAllAreThere() {
        GenerationId job = three();
        assertThat(generation.details(job).state()).isEqualTo(GenerationState.QUEUED);

        worker.fill();
        assertThat(backend.last().task.loras()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("ava.safetensors");
            assertThat(file.size()).isEqualTo(2);
            try (var bytes = file.bytes().open()) {
                assertThat(bytes.readAllBytes()).containsExactly(4, 2);
            }
        });
        backend.last().draw(1);

        assertThat(generation.details(job).progress().drawn()).isEqualTo(1);
        assertThat(generation.pictures(job))
                .extracting(picture -> picture.picture() != null)
                .containsExactly(false, true, false);
        backend.last().draw(0);
        backend.last().draw(2);
        backend.last().reporter.finished();

        assertThat(generation.details(job).state()).isEqualTo(GenerationState.SUCCEEDED);
        assertThat(generation.pictures(job))
                .allSatisfy(picture -> {
                    assertThat(picture.strengths()).containsExactly(Strength.of(0.9));
                    assertThat(blobs.findInline(Objects.requireNonNull(picture.picture())))
                            .isPresent();
                })
                .extracting(GeneratedPicture::seed)
                .containsExactly(1L, 2L, 3L);
        assertThat(worker.isIdle()).isTrue();
    }

    @Test
    @Tag("attack")
    void aPictureIsStoredWithTheMarkThatAModelMadeIt() throws Exception {
        GenerationId job = three();
        worker.fill();
        backend.last().draw(0);

        BlobHash picture =
                Objects.requireNonNull(generation.pictures(job).getFirst().picture());
        try (InputStream stored = blobs.open(picture)) {
            assertThat(SourceMark.in(stored.readAllBytes())).contains(SourceMark.OF_UNDERSTUDY);
        }
    }

    @Test
    @Tag("attack")
    void aPictureWhosePixelsWouldFillTheHeapIsRefusedWithTheReasonAndTheOthersAreKept() {
        GenerationId job = three();
        worker.fill();
        backend.last().reporter.drawn(0, TestPhotos.pngBomb(40_000, 40_000), "image/png", 2);
        backend.last().draw(1);
        backend.last().draw(2);
        backend.last().reporter.finished();

        assertThat(generation.details(job).state()).isEqualTo(GenerationState.SUCCEEDED);
        assertThat(generation.pictures(job))
                .extracting(picture -> picture.picture() != null)
                .containsExactly(false, true, true);
        assertThat(generation.pictures(job).getFirst().problem())
                .startsWith("The picture that arrived was not kept: it declares 40000 x 40000 pixels");
    }

    @Test
    void whenAWorkerDiesTheNextOneDrawsOnlyWhatIsMissing() {
        GenerationId job = three();
        worker.fill();
        FakeTask first = backend.last();
        first.draw(0);
        first.reporter.underway(1, "request-77");

        clock.advance(Duration.ofSeconds(21));
        worker.takeBackOverdue();
        worker.renew();
        worker.fill();

        FakeTask second = backend.last();
        assertThat(asked(second)).containsExactly(1, 2);
        assertThat(second.task.key()).isEqualTo(first.task.key());
        assertThat(second.task.pictures().getFirst().handle()).isEqualTo("request-77");
        assertThatThrownBy(() -> first.draw(1)).isInstanceOf(JobWithdrawn.class);
        second.drawAll();
        second.reporter.finished();
        assertThat(generation.details(job).state()).isEqualTo(GenerationState.SUCCEEDED);
    }

    @Test
    void aCancelledJobKeepsItsPicturesAndGoesOnWithTheMissingOnes() {
        GenerationId job = three();
        worker.fill();
        FakeTask first = backend.last();
        first.draw(2);

        generation.cancel(job);

        assertThat(generation.details(job).failure()).isEqualTo("Cancelled by Mara.");
        assertThatThrownBy(() -> first.draw(0)).isInstanceOf(JobWithdrawn.class);
        assertThatThrownBy(() -> generation.cancel(job)).isInstanceOf(DomainException.Conflict.class);

        generation.resume(job, null);
        worker.fill();
        assertThat(asked(backend.last())).containsExactly(0, 1);
        assertThat(generation.pictures(job).get(2).picture()).isNotNull();
    }

    @Test
    @Tag("twice")
    void aPictureThatTheBackendRefusesSaysWhyAndTheOthersGoOn() {
        GenerationId job = three();
        worker.fill();
        backend.last().draw(0);
        backend.last().reporter.refused(1, "The provider's filter refused this picture.");
        backend.last().draw(2);
        backend.last().reporter.finished();

        assertThat(generation.details(job).state()).isEqualTo(GenerationState.SUCCEEDED);
        assertThat(generation.details(job).progress().refused()).isEqualTo(1);
        assertThat(generation.pictures(job).get(1).problem()).isEqualTo("The provider's filter refused this picture.");
    }

    @Test
    @Tag("twice")
    void whatAnotherNodeDrawsIsShownWithTheNextLook() throws Exception {
        GenerationId job = three();
        LiveValue<GenerationProgress> shown = signals.of(generation.details(job).progress());
        jdbc.sql("update generation_job set phase = 'Loading the model', row_version = row_version + 1 where id = ?")
                .param(job.value())
                .update();

        worker.look();
        signals.settled().get(2, TimeUnit.MINUTES);

        assertThat(shown.get().phase()).isEqualTo("Loading the model");
    }

    @Test
    void aBackendThatEndsTooEarlyFailsTheJob() {
        GenerationId job = three();
        worker.fill();
        backend.last().draw(0);
        backend.last().reporter.finished();

        assertThat(generation.details(job).state()).isEqualTo(GenerationState.FAILED);
        assertThat(generation.details(job).failure()).contains("without generating every picture");
    }

    @Test
    void aBackendThatDoesNotAcceptTheTaskFailsItInItsOwnWords() {
        backend.refuseWith(new JobFailure("The key was refused.", "Ask an admin.", null));
        GenerationId job = three();

        worker.fill();

        assertThat(generation.details(job).failure()).isEqualTo("The key was refused.");
        assertThat(generation.details(job).advice()).isEqualTo("Ask an admin.");
        assertThat(worker.isIdle()).isTrue();
    }

    @Test
    void aServerThatIsStoppedInGoodOrderGivesItsJobsBack() {
        GenerationId job = three();
        worker.fill();
        FakeTask task = backend.last();

        worker.releaseAll();

        assertThat(generation.details(job).state()).isEqualTo(GenerationState.QUEUED);
        assertThat(task.cancelled).isTrue();
    }

    @Test
    void theSameKeyIsAnsweredWithTheSameJob() {
        GenerationRequest request = request(picture(1));

        assertThat(generation.submit(request)).isEqualTo(generation.submit(request));
    }

    @Test
    void peopleTakeTurns() {
        three();
        clock.advance(Duration.ofSeconds(1));
        three();
        clock.advance(Duration.ofSeconds(1));
        GenerationId third = three();
        clock.advance(Duration.ofSeconds(1));
        people.signIn(people.member("Jon"));
        GenerationId his = three();

        worker.fill();
        assertThat(backend.tasks()).hasSize(2);
        backend.tasks().getFirst().drawAll();
        clock.advance(Duration.ofSeconds(1));
        backend.tasks().getFirst().reporter.finished();
        worker.fill();

        assertThat(generation.details(his).state()).isEqualTo(GenerationState.RUNNING);
        assertThat(generation.details(third).state()).isEqualTo(GenerationState.QUEUED);
    }

    @Test
    void theTimeOfAJobIsEstimatedFromWhatPicturesTookLately() {
        assertThat(generation.estimate("told", SETTINGS, 10).time()).isEqualTo(Duration.ofSeconds(100));
        three();
        worker.fill();
        backend.last().drawAll();

        assertThat(generation.estimate("told", SETTINGS, 10).time()).isEqualTo(Duration.ofSeconds(20));
        assertThat(generation.estimate("told", SETTINGS, 10).dollars()).isEqualByComparingTo("0.35");
    }

    @Test
    void whatTheBackendCannotDoIsRefusedWithTheField() {
        assertRefused("guidance", new PictureSettings(1024, 1024, 28, 30), List.of(lora), picture(1));
        assertRefused("width", new PictureSettings(64, 1024, 28, 3), List.of(lora), picture(1));
        assertRefused("steps", new PictureSettings(1024, 1024, 0, 3), List.of(lora), picture(1));
        assertRefused("pictures", SETTINGS, List.of(lora));
        assertRefused("prompt", SETTINGS, List.of(lora), new Picture(" ", 1, List.of(Strength.of(1.0))));
        assertRefused("strength", SETTINGS, List.of(lora), new Picture("ohwx", 1, List.of(Strength.of(2.5))));
        assertRefused(
                "loras",
                SETTINGS,
                List.of(lora, lora, lora, lora),
                new Picture(
                        "ohwx", 1, List.of(Strength.of(0.1), Strength.of(0.1), Strength.of(0.1), Strength.of(0.1))));
    }

    private void assertRefused(String field, PictureSettings settings, List<Lora> loras, Picture... pictures) {
        assertThatThrownBy(() -> generation.submit(new GenerationRequest(
                        "told", "Sheet", null, settings, loras, List.of(pictures), UUID.randomUUID())))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo(field));
    }

    @Test
    void anUnknownBackendAndAMissingFileAreRefused() {
        GenerationRequest request = request(picture(1));
        assertThatThrownBy(() -> generation.submit(new GenerationRequest(
                        "gone",
                        request.purpose(),
                        null,
                        SETTINGS,
                        request.loras(),
                        request.pictures(),
                        UUID.randomUUID())))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("“gone” is not available now");
        lora = new Lora("lost.safetensors", BlobHash.of(new byte[] {9}));
        assertThatThrownBy(() -> generation.submit(request(picture(1)))).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void onlyStoppedJobsGoOnAndOnlyLivingOnesStop() {
        assertThat(EnumSet.allOf(GenerationState.class).stream().filter(GenerationState::isStopped))
                .allSatisfy(state -> assertThat(state.next()).containsExactly(GenerationState.QUEUED));
        assertThat(GenerationState.SUCCEEDED.next()).isEmpty();
        assertThat(GenerationState.QUEUED.isOver()).isFalse();
        assertThat(GenerationState.RUNNING.isOver()).isFalse();
    }
}
