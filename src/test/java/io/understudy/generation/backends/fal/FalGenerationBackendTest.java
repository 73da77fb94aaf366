package io.understudy.generation.backends.fal;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationBackendContract;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskLora;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.backends.api.RecordedPictures;
import io.understudy.generation.backends.api.RecordedPictures.Ending;
import io.understudy.lora.Strength;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import io.understudy.providers.fal.DirectCancels;
import io.understudy.providers.fal.FakeAnswer;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FakeFaults.Hold;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalPlaces;
import io.understudy.providers.fal.FalRequestMonitor;
import io.understudy.storage.BlobHash;
import io.understudy.storage.TestSpool;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FalGenerationBackendTest extends GenerationBackendContract {
    private static final FakeFal FAL = new FakeFal();
    private static final FalClient CLIENT =
            new FalClient(FAL.properties(), () -> FakeFal.KEY, time -> Thread.yield(), path -> Optional.empty());
    private static final FalGenerationBackend BACKEND = backend(InstantSource.system());
    private static final String LOST = FalClient.Submission.placeholder("11111111-2222-3333-4444-555555555555");
    private static final byte[] LORA = new SafetensorsWriter()
            .tensor("transformer.x.lora_A.weight", TensorType.F32, new float[4], 2, 2)
            .toBytes();

    private static FalGenerationBackend backend(InstantSource clock) {
        return new FalGenerationBackend(
                FalImageModel.FLUX_1,
                new FalContext(
                        CLIENT,
                        CLIENT::upload,
                        new FalRequestMonitor(),
                        FAL.properties(),
                        clock,
                        new DirectCancels(CLIENT),
                        new FalPlaces(() -> 4),
                        TestSpool.directory()),
                () -> true);
    }

    @AfterAll
    static void stop() {
        FAL.close();
    }

    @BeforeEach
    void fresh() {
        FAL.forget();
    }

    @Override
    protected GenerationBackend backend() {
        return BACKEND;
    }

    @Override
    protected byte[] lora() {
        return LORA;
    }

    @Override
    protected PictureSettings settings() {
        return new PictureSettings(256, 256, 4, 3.5);
    }

    @Test
    void aRequestSaysEverythingInTheModelsOwnTerms() throws Exception {
        RecordedPictures heard = draw("words", picture(0, 41, 0.8, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        JsonNode input = FAL.last().input;
        assertThat(FAL.last().endpoint).isEqualTo("fal-ai/flux-lora");
        assertThat(input.path("prompt").asString()).isEqualTo("ohwx woman, close-up");
        assertThat(input.path("image_size").path("width").asInt()).isEqualTo(256);
        assertThat(input.path("num_inference_steps").asInt()).isEqualTo(4);
        assertThat(input.path("guidance_scale").asDouble()).isEqualTo(3.5);
        assertThat(input.path("num_images").asInt()).isEqualTo(1);
        assertThat(input.path("seed").asLong()).isEqualTo(41);
        assertThat(input.path("loras").path(0).path("scale").asDouble()).isEqualTo(0.8);
        assertThat(input.path("output_format").asString()).isEqualTo("png");
        assertThat(heard.sent()).isEqualTo(1);
    }

    @Test
    void aLoraIsSentOnceForAllPicturesOfATask() throws Exception {
        RecordedPictures heard =
                draw("once", picture(0, 1, 0.8, null), picture(1, 2, 0.8, null), picture(2, 3, 0, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(FAL.requests().stream()
                        .filter(request -> !request.input.path("loras").isEmpty())
                        .map(request ->
                                request.input.path("loras").path(0).path("path").asString())
                        .distinct())
                .hasSize(1);
        assertThat(FAL.requests().stream()
                        .filter(request -> request.input.path("loras").isEmpty()))
                .hasSize(1);
    }

    @Test
    void whatAnEarlierAttemptHasAskedForIsFetchedAndNotPaidTwice() throws Exception {
        Hold status = FAL.hold("status");
        RecordedPictures first = new RecordedPictures();
        BACKEND.submit(task("killed", picture(0, 1, 0.8, null)), first);
        status.awaitReached();
        BACKEND.letGo("killed");
        status.letGo();
        assertThat(first.pictures()).isEmpty();

        RecordedPictures second =
                draw("killed", picture(0, 1, 0.8, first.handles().get(0)));

        assertThat(second.ending()).isEqualTo(Ending.FINISHED);
        assertThat(second.pictures()).containsOnlyKeys(0);
        assertThat(second.sent()).isZero();
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aPictureThatWasBeingSentWhenTheServerDiedIsNotSentAgain() throws Exception {
        RecordedPictures heard = draw("died", picture(0, 1, 0.8, LOST), picture(1, 2, 0.8, null));

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().advice()).contains("may have been accepted and paid for");
        assertThat(heard.pictures()).containsOnlyKeys(1);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aPictureWhoseAnswerWasLostIsNotSentAgain() throws Exception {
        FAL.cutOffOnce("submit");
        RecordedPictures heard = draw("lost", picture(0, 1, 0.8, null));

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().advice()).contains("not sent again automatically");
        assertThat(heard.refusals()).isEmpty();
        assertThat(BACKEND.isKnown(heard.handles().get(0))).isFalse();
        assertThat(FAL.requests()).hasSize(1);
        assertThat(heard.sent()).isEqualTo(1);
    }

    @Test
    void aPictureThatTheSafetyCheckerBlackedOutIsRefusedInWords() throws Exception {
        Hold status = FAL.hold("status");
        RecordedPictures heard = new RecordedPictures();
        BACKEND.submit(task("black", picture(0, 1, 0.8, null)), heard);
        status.awaitReached();
        FAL.last().blackOut();
        status.letGo();

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(heard.refusals().get(0)).contains("safety checker");
        assertThat(heard.pictures()).isEmpty();
    }

    @Test
    void whatConcernsOnePromptRefusesThatPictureOnly() throws Exception {
        FAL.answerOnce(
                "result",
                FakeAnswer.of(
                        422,
                        "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"Not allowed\","
                                + "\"type\":\"content_policy_violation\"}]}"));
        RecordedPictures heard = draw("policy", picture(0, 1, 0.8, null), picture(1, 2, 0.8, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(heard.refusals()).hasSize(1);
        assertThat(heard.pictures()).hasSize(1);
    }

    @Test
    void anEmptyBalanceEndsTheTaskAndNothingIsCharged() throws Exception {
        FAL.answerOnce("submit", FakeAnswer.of(403, "{\"detail\":\"User is locked. Reason: Exhausted balance.\"}"));
        RecordedPictures heard = draw("poor", picture(0, 1, 0.8, null));

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("Exhausted balance");
        assertThat(heard.problem().advice()).contains("missing pictures");
        assertThat(heard.sent()).isZero();
        assertThat(heard.handles()).isEmpty();
    }

    @Test
    void aCancelTakesTheRequestsBackAtFal() throws Exception {
        Hold status = FAL.hold("status");
        RecordedPictures heard = new RecordedPictures();
        BACKEND.submit(task("taken-back", picture(0, 1, 0.8, null)), heard);
        status.awaitReached();
        BACKEND.cancel("taken-back");
        status.letGo();

        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(FAL.last().isCancelled()).isTrue();
    }

    @Test
    void aPictureThatIsOutOfReachForAWhileIsFetchedAndAskedForOnce() throws Exception {
        for (int time = 0; time < 12; time++) {
            FAL.answerOnce("status", FakeAnswer.of(404, "{\"detail\":\"Request not found\"}"));
            FAL.answerOnce("result", FakeAnswer.of(503, "{\"detail\":\"Service unavailable\"}"));
            FAL.answerOnce("result", FakeAnswer.of(200, "<html>Bad gateway</html>"));
        }
        RecordedPictures heard = new RecordedPictures();
        backend(() -> Instant.EPOCH).submit(task("late", picture(0, 1, 0.8, null)), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(heard.pictures()).containsOnlyKeys(0);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aPictureThatStaysOutOfReachKeepsItsRequestAndIsAskedForAgainBeforeAnythingNewIsSent() throws Exception {
        FAL.answerAlways("result", FakeAnswer.of(503, "{\"detail\":\"Service unavailable\"}"));
        RecordedPictures first = draw("silent", picture(0, 1, 0.8, null));
        assertThat(first.ending()).isEqualTo(Ending.FAILED);
        assertThat(first.problem().words()).contains("is not known", FAL.last().id);
        assertThat(first.problem().advice()).contains("free");
        assertThat(first.handles()).containsEntry(0, FAL.last().id);
        RecordedPictures second =
                draw("silent", picture(0, 1, 0.8, first.handles().get(0)), picture(1, 2, 0.8, null));
        assertThat(second.ending()).isEqualTo(Ending.FAILED);
        assertThat(FAL.requests()).hasSize(1);

        FAL.recover();
        RecordedPictures third =
                draw("silent", picture(0, 1, 0.8, first.handles().get(0)), picture(1, 2, 0.8, null));

        assertThat(third.ending()).isEqualTo(Ending.FINISHED);
        assertThat(third.pictures()).containsOnlyKeys(0, 1);
        assertThat(third.sent()).isEqualTo(1);
        assertThat(FAL.requests()).hasSize(2);
    }

    @Test
    void aRequestThatFalFailedIsGivenUpAndNotCalledFree() throws Exception {
        FAL.answerOnce("result", FakeAnswer.of(422, "{\"detail\":\"The LoRA does not fit\"}"));
        RecordedPictures heard = draw("failed", picture(0, 1, 0.8, null));

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("The LoRA does not fit");
        assertThat(heard.handles()).isEmpty();
        assertThat(heard.sent()).isEqualTo(1);
    }

    private RecordedPictures draw(String key, TaskPicture... pictures) throws Exception {
        RecordedPictures heard = new RecordedPictures();
        BACKEND.submit(task(key, pictures), heard);
        heard.ending();
        return heard;
    }

    private GenerationTask task(String key, TaskPicture... pictures) {
        TaskLora lora = new TaskLora(
                "ava.safetensors", BlobHash.of(LORA).hex(), LORA.length, () -> new ByteArrayInputStream(LORA));
        return new GenerationTask(key, "a task", settings(), List.of(lora), List.of(pictures));
    }

    private static TaskPicture picture(int position, long seed, double strength, @Nullable String handle) {
        return new TaskPicture(position, "ohwx woman, close-up", seed, List.of(Strength.of(strength)), handle);
    }
}
