package io.understudy.datasets.captioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.captioning.FakeVisionModel.Answer;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.captions.CaptionUndoService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StorageFailure;
import io.understudy.storage.StoreUnreachable;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
@Tag("rules")
class CaptioningServiceTest {
    private final FakeVisionModel model = new FakeVisionModel();

    @Autowired
    private CaptioningService captioning;

    @Autowired
    private CaptioningQueue queue;

    @Autowired
    private VisionModelService models;

    @Autowired
    private CharacterService characters;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private CaptionService captions;

    @Autowired
    private CaptionUndoService undo;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private People people;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CaptioningProgress progress;

    @Autowired
    private VisionModels visionModels;

    @Autowired
    private VisionClient client;

    @Autowired
    private FalCaptionClient fal;

    @Autowired
    private JobClaimRepository claims;

    @Autowired
    private BlobStore blobs;

    private CharacterId ava;
    private List<PictureSummary> photos;

    @BeforeEach
    void twoPhotosAndAModel() {
        people.signIn(people.admin("Ines"));
        models.choose(model.address(), "qwen3-vl:8b", VisionModel.KeyScheme.BEARER, new BigDecimal("0.002"), 2);
        models.keepKey("sk-secret");
        people.signIn(people.member("Mara"));
        ava = TestDatasets.ava(characters);
        photos = TestDatasets.fill(intake, datasets, ava, 2);
    }

    @AfterEach
    void theModelStops() {
        model.close();
    }

    @Test
    void theModelSeesThePictureAndTheInstructionOfTheGuide() {
        CaptioningPlan plan = captioning.plan(ava, CaptioningScope.EMPTY);
        assertThat(plan.pictures()).isEqualTo(2);
        assertThat(plan.cost()).isEqualByComparingTo("0.004");

        ask(CaptioningScope.EMPTY);

        assertThat(model.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.path()).isEqualTo("/v1/chat/completions");
            assertThat(request.authorization()).isEqualTo("Bearer sk-secret");
            assertThat(request.body().path("model").asString()).isEqualTo("qwen3-vl:8b");
            assertThat(request.instruction())
                    .contains("The woman in it is called ohwx woman")
                    .contains("plain sentences");
            assertThat(request.picture()).startsWith("data:image/jpeg;base64,/9j/");
        });
        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 2, 0, false, null));
        assertThat(captionOf(photos.getFirst())).as("until a person takes it").isEmpty();
    }

    @Test
    void aPersonTakesWhatTheModelSaysAndCanTakeItBack() {
        ask(CaptioningScope.EMPTY);
        ProposedCaption first = proposals().getFirst();
        assertThat(first.proposal()).isEqualTo("ohwx woman, Close-up, smiling, in a red coat on a pier.");

        captioning.accept(first.picture(), "", first.proposal() + " It rains.");

        assertThat(captionOf(photos.getFirst())).endsWith("on a pier. It rains.");
        assertThat(proposals()).hasSize(1);
        undo.undo(ava);
        assertThat(captionOf(photos.getFirst())).isEmpty();
    }

    @Test
    void wordsOfAPersonStayUntilTheyGiveThemUp() {
        captions.save(photos.getFirst().id(), "", "ohwx woman, on a bridge");
        assertThat(captioning.plan(ava, CaptioningScope.EMPTY).pictures()).isEqualTo(1);
        ask(CaptioningScope.ALL);

        assertThat(captioning.acceptForEmptyCaptions(ava).captions()).isEqualTo(1);

        assertThat(captionOf(photos.getFirst())).isEqualTo("ohwx woman, on a bridge");
        assertThat(proposals())
                .extracting(ProposedCaption::picture)
                .containsExactly(photos.getFirst().id());
    }

    @Test
    void aCaptionThatChangedMeanwhileIsNotOverwritten() {
        ask(CaptioningScope.EMPTY);
        captions.save(photos.getFirst().id(), "", "ohwx woman, typed just now");

        assertThatThrownBy(() -> captioning.accept(photos.getFirst().id(), "", "the model's"))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("typed just now");
        assertThat(proposals()).hasSize(2);
    }

    static Stream<Arguments> faultsOfOnePicture() {
        return Stream.of(
                Arguments.of(Answer.of(400, "{\"error\":{\"message\":\"image too large\"}}"), "image too large"),
                Arguments.of(Answer.of(422, "{\"detail\":\"unsupported\"}"), "unsupported"),
                Arguments.of(Answer.of(413, "<html>too large</html>"), "does not take it"),
                Arguments.of(Answer.ending("length", "{\"content\":\"A woman who\"}"), "cut off"),
                Arguments.of(Answer.ending("content_filter", "{\"content\":\"\"}"), "refused"),
                Arguments.of(
                        Answer.ending("stop", "{\"content\":null,\"refusal\":\"I cannot describe people.\"}"),
                        "I cannot describe people."),
                Arguments.of(Answer.ending("stop", "{\"content\":\"  \"}"), "without any words"),
                Arguments.of(Answer.saying("<think>a woman, maybe"), "without any words"),
                Arguments.of(Answer.of(200, "{\"choices\":[]}"), "without any words"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfOnePicture")
    void onePictureWithoutAnAnswerStopsNoOther(Answer fault, String reason) {
        model.answers(fault);
        ask(CaptioningScope.EMPTY);

        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 1, 1, false, null));
        assertThat(captioning.failures(ava, 10))
                .singleElement()
                .satisfies(failed -> assertThat(failed.problem()).contains(reason));
        captioning.retry(ava);
        work();
        assertThat(proposals()).hasSize(2);
    }

    static Stream<Arguments> faultsForAnAdmin() {
        return Stream.of(
                Arguments.of(Answer.of(401, "{\"error\":{\"message\":\"bad key\",\"type\":\"auth\"}}"), "bad key"),
                Arguments.of(Answer.of(403, ""), "refuses the key"),
                Arguments.of(Answer.of(404, "{\"error\":\"model not found\"}"), "model not found"),
                Arguments.of(new Answer(302, Map.of("Location", "http://127.0.0.1:1/"), ""), "HTTP 302"),
                Arguments.of(Answer.of(200, "<html>Sign in</html>"), "does not answer as a vision model does"));
    }

    @ParameterizedTest
    @MethodSource("faultsForAnAdmin")
    void whatNeedsAnAdminPausesAllAndLosesNone(Answer fault, String reason) {
        model.answers(fault, fault);
        ask(CaptioningScope.EMPTY);

        assertThat(captioning.status(ava).waiting()).isEqualTo(2);
        assertThat(captioning.status(ava).paused()).isTrue();
        assertThat(captioning.status(ava).trouble()).contains(reason);
        model.answersAsUsual();
        captioning.resume(ava);
        work();
        assertThat(proposals()).hasSize(2);
    }

    @Test
    void aBusyServiceIsLeftAloneForAsLongAsItWishes() {
        Answer busy = new Answer(429, Map.of("Retry-After", "600"), "{\"error\":{\"message\":\"slow down\"}}");
        model.answers(busy, busy);
        ask(CaptioningScope.EMPTY);
        assertThat(captioning.status(ava).trouble()).contains("busy").contains("slow down");
        int asked = model.requests().size();

        clock.advance(Duration.ofMinutes(9));
        queue.look();
        assertThat(model.requests()).hasSize(asked);
        model.answersAsUsual();
        clock.advance(Duration.ofMinutes(2));
        queue.look();
        work();

        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 2, 0, false, null));
    }

    @Test
    void aServiceThatIsAwayIsAskedAgain() {
        model.close();
        ask(CaptioningScope.EMPTY);

        assertThat(captioning.status(ava).waiting()).isEqualTo(2);
        assertThat(captioning.status(ava).paused()).isFalse();
        assertThat(captioning.status(ava).trouble()).contains("does not answer");
    }

    @Test
    void anObjectStoreThatIsAwayIsWaitedForAndALostPictureStopsNoOther() {
        BlobStore store = mock(BlobStore.class);
        CaptioningQueue node =
                new CaptioningQueue(repository, progress, characters, visionModels, client, fal, store, claims, false);
        repository.put(ava, CaptionInstruction.USUAL, null, UUID.randomUUID(), clock.instant());
        repository.ask(ava, photos.stream().map(PictureSummary::id).toList());
        doThrow(new StoreUnreachable("away", new IOException("no route")))
                .when(store)
                .open(any());
        RunAs.run(node::look);
        assertThat(captioning.status(ava))
                .isEqualTo(new CaptioningStatus(2, 0, 0, false, "The object store does not answer."));

        doThrow(new StorageFailure("lost", new IOException("gone")))
                .when(store)
                .open(photos.getFirst().display());
        doAnswer(asked -> blobs.open(photos.getLast().display()))
                .when(store)
                .open(photos.getLast().display());
        clock.advance(Duration.ofMinutes(2));
        RunAs.run(node::look);
        node.destroy();

        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 1, 1, false, null));
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() {
        model.answers(Answer.of(200, "x".repeat(2 << 20)), Answer.of(200, "x".repeat(2 << 20)));
        ask(CaptioningScope.EMPTY);

        assertThat(captioning.status(ava).trouble()).contains("never ends");
    }

    @Test
    void aPauseTakesEffectBeforeTheNextPictureAndAStopForgetsWhatWaits() {
        people.signIn(people.admin("Ida"));
        models.choose(model.address(), "qwen3-vl:8b", VisionModel.KeyScheme.KEY, null, 1);
        people.signIn(people.member("Mo"));
        model.beforeEachAnswer(() -> RunAs.run(() -> paused(ava)));
        ask(CaptioningScope.EMPTY);

        assertThat(model.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.authorization()).isEqualTo("Key sk-secret"));
        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(1, 1, 0, true, null));
        captioning.stop(ava);
        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 1, 0, true, null));
    }

    @Autowired
    private CaptioningRepository repository;

    private void paused(CharacterId character) {
        repository.pause(character, true, null);
    }

    @Test
    void aPictureThatWasRemovedMeanwhileIsNoLongerProposed() {
        ask(CaptioningScope.EMPTY);
        datasets.remove(List.of(photos.getFirst().id()));

        assertThat(proposals()).hasSize(1);
        assertThat(captioning.status(ava).proposed()).isEqualTo(1);
        assertThatThrownBy(() -> captioning.accept(photos.getFirst().id(), "", "late"))
                .isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    @Tag("twice")
    void allProposalsAreDismissedAtOnceAndWhatFailedStays() {
        model.answers(Answer.of(422, "{\"detail\":\"unsupported\"}"));
        ask(CaptioningScope.EMPTY);
        assertThat(proposals()).hasSize(1);

        captioning.dismissAll(ava);

        assertThat(proposals()).isEmpty();
        assertThat(captioning.status(ava)).isEqualTo(new CaptioningStatus(0, 0, 1, false, null));
    }

    @Test
    void withoutAModelNothingIsAsked() {
        people.signIn(people.admin("Ida"));
        models.choose("", "", VisionModel.KeyScheme.BEARER, null, 1);
        people.signIn(people.member("Mo"));

        assertThatThrownBy(() -> ask(CaptioningScope.EMPTY))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("An admin chooses one in Settings");
    }

    @Test
    void anAdminSeesWhichModelsThereAreAndIsToldWhereNoneCanBe() {
        people.signIn(people.admin("Ida"));
        assertThat(models.available().join()).containsExactly("llava:7b", "qwen3-vl:8b");
        for (String address : List.of("ftp://host/v1", "http://169.254.169.254/v1", "http://user@host/v1", "not one")) {
            assertThatThrownBy(() -> models.choose(address, "m", VisionModel.KeyScheme.BEARER, null, 1))
                    .as(address)
                    .isInstanceOf(DomainException.RuleViolation.class);
        }
        model.close();
        assertThatThrownBy(() -> models.available().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(VisionProblem.class);
    }

    private void ask(CaptioningScope scope) {
        captioning.start(ava, scope, CaptionInstruction.USUAL, captioning.plan(ava, scope));
        work();
    }

    /** A turn may ask for the next one. */
    private void work() {
        queue.settled().join();
        queue.settled().join();
    }

    private List<ProposedCaption> proposals() {
        return captioning.proposals(ava, 0, 10).getContent();
    }

    private String captionOf(PictureSummary photo) {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures().stream()
                .filter(picture -> picture.id().equals(photo.id()))
                .findFirst()
                .orElseThrow()
                .caption();
    }
}
