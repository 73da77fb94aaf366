package io.understudy.generation.backends.comfy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationBackendContract;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskLora;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.backends.api.RecordedPictures;
import io.understudy.generation.backends.api.RecordedPictures.Ending;
import io.understudy.lora.Strength;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.providers.comfy.ComfyClient;
import io.understudy.providers.comfy.ComfyProblem;
import io.understudy.providers.comfy.ComfyServer;
import io.understudy.providers.comfy.FakeComfy;
import io.understudy.providers.comfy.FakeComfy.Hold;
import io.understudy.providers.comfy.LoraDelivery;
import io.understudy.providers.comfy.SftpLoraFolder;
import io.understudy.providers.comfy.SharedLoraFolder;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.TestEngines;
import io.understudy.providers.ssh.SshConnections;
import io.understudy.providers.ssh.SshServerInside;
import io.understudy.providers.ssh.SshTarget;
import io.understudy.storage.BlobHash;
import io.understudy.storage.TestSpool;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComfyGenerationBackendTest extends GenerationBackendContract {
    private static final ComfyPauses SHORT =
            new ComfyPauses(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(200), Duration.ofMillis(20));
    private static final byte[] LORA = ComfyLoraBytes.flux();
    private static final String PLACED = "understudy/" + BlobHash.of(LORA).hex().substring(0, 16) + "-ava.safetensors";

    @TempDir
    static Path loras;

    private static FakeComfy comfy;
    private static FakeComfy other;
    private final RecordedStops stops = new RecordedStops();
    private final GenerationBackend backend = backend(new SharedLoraFolder(loras), comfy.server());

    @BeforeAll
    static void start() throws Exception {
        comfy = new FakeComfy(loras);
        other = new FakeComfy(loras);
    }

    @AfterAll
    static void stop() throws Exception {
        comfy.close();
        other.close();
    }

    @BeforeEach
    void fresh() {
        comfy.forget();
        other.forget();
    }

    private GenerationBackend backend(@Nullable LoraDelivery delivery, ComfyServer... servers) {
        return backend(ComfyModels.USUAL, delivery, servers);
    }

    private GenerationBackend backend(ComfyModels models, @Nullable LoraDelivery delivery, ComfyServer... servers) {
        return new ComfyGenerationBackend(
                TestEngines.connection(EngineKind.COMFYUI, "http://127.0.0.1:8188", ""),
                new ComfyEngine("ComfyUI", List.of(servers), delivery, () -> models, TestSpool.directory(), 2),
                stops,
                SHORT);
    }

    @Override
    protected GenerationBackend backend() {
        return backend;
    }

    @Override
    protected byte[] lora() {
        return LORA;
    }

    @Override
    protected PictureSettings settings() {
        return new PictureSettings(128, 128, 4, 3.5);
    }

    @Test
    void aHostThatTakesLorasIsAskedUntilItAnswers(@TempDir Path elsewhere) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (SshConnections connections = new SshConnections();
                SshServerInside gone = new SshServerInside();
                SshServerInside host = new SshServerInside();
                FakeComfy there = new FakeComfy(elsewhere)) {
            SshTarget away = gone.target();
            SshTarget machine = host.target();
            gone.close();
            LoraDelivery delivery = new SftpLoraFolder(
                    connections, () -> asked.incrementAndGet() == 1 ? away : machine, elsewhere.toString());
            RecordedPictures heard = new RecordedPictures();

            backend(delivery, there.server()).submit(task("by-sftp", LORA, picture(0, 7, null)), heard);

            assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
            assertThat(asked).hasValue(2);
            assertThat(elsewhere.resolve(PLACED)).hasBinaryContent(LORA);
        }
    }

    @Test
    void aGraphSaysEverythingInComfyUisOwnTerms() throws Exception {
        RecordedPictures heard = draw("words", picture(0, 41, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        var graph = comfy.received().getFirst().graph();
        assertThat(graph.path("9").path("inputs").path("seed").asLong()).isEqualTo(41);
        assertThat(graph.path("20").path("class_type").asString()).isEqualTo("LoraLoaderModelOnly");
        assertThat(graph.path("20").path("inputs").path("lora_name").asString()).isEqualTo(PLACED);
        assertThat(graph.path("20").path("inputs").path("strength_model").asDouble())
                .isEqualTo(0.8);
        assertThat(loras.resolve(PLACED)).hasBinaryContent(LORA);
        try (Stream<Path> folder = Files.list(loras.resolve("understudy"))) {
            assertThat(folder).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void aPictureIsSeenBeforeItIsDone() throws Exception {
        Hold held = comfy.hold();
        RecordedPictures heard = new RecordedPictures();
        backend.submit(task("preview", LORA, picture(4, 11, null)), heard);
        held.awaitReached();

        await().atMost(Duration.ofMinutes(1)).until(() -> heard.previews().containsKey(4));

        assertThat(heard.previews()).containsOnly(entry(4, "image/jpeg"));
        assertThat(heard.pictures()).isEmpty();
        held.letGo();
        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
    }

    @Test
    void theTimeOfAPictureIsBelievedNoLongerThanItWasWaitedFor() throws Exception {
        for (Duration wrong : List.of(Duration.ofHours(1), Duration.ofHours(7), Duration.ofHours(-1))) {
            comfy.setClockBy(wrong);
            long began = System.nanoTime();

            RecordedPictures heard = draw("clock" + wrong, picture(0, 10 + wrong.toHours(), null));

            assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
            assertThat(heard.pictures().get(0).seconds())
                    .as("clock set by " + wrong)
                    .isGreaterThan(0.001)
                    .isLessThanOrEqualTo((System.nanoTime() - began) / 1e9);
        }
    }

    @Test
    void aPictureDoesNotCarryItsGraph() throws Exception {
        RecordedPictures heard = draw("graph", picture(0, 1, null));

        assertThat(new String(heard.pictures().get(0).encoded(), StandardCharsets.ISO_8859_1))
                .doesNotContain("KSampler");
    }

    @Test
    void aLoraThatChangesTheTextEncoderGetsTheLoaderForBoth() throws Exception {
        RecordedPictures heard = new RecordedPictures();
        backend.submit(task("clip", ComfyLoraBytes.ofTextEncoder(), picture(0, 1, null)), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received()
                        .getFirst()
                        .graph()
                        .path("20")
                        .path("class_type")
                        .asString())
                .isEqualTo("LoraLoader");
    }

    @Test
    void namesAreWrittenAsAServerOnWindowsListsThem() throws Exception {
        comfy.runOnWindows();
        RecordedPictures heard = draw("windows", picture(0, 1, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received()
                        .getFirst()
                        .graph()
                        .path("20")
                        .path("inputs")
                        .path("lora_name")
                        .asString())
                .startsWith("understudy\\");
    }

    @Test
    void aServerHasOnePictureThatRunsAndOneThatWaits() throws Exception {
        Hold first = comfy.hold();
        RecordedPictures heard = new RecordedPictures();
        backend.submit(task("many", LORA, picture(0, 1, null), picture(1, 2, null), picture(2, 3, null)), heard);
        first.awaitReached();

        assertThat(comfy.queued()).isLessThanOrEqualTo(2);
        first.letGo();

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(heard.pictures()).hasSize(3);
    }

    @Test
    void picturesOfAnotherNodeCountAtTheServer() throws Exception {
        Hold first = comfy.hold();
        RecordedPictures here = new RecordedPictures();
        backend.submit(task("here", LORA, picture(0, 1, null), picture(1, 2, null)), here);
        first.awaitReached();
        await().atMost(Duration.ofMinutes(1)).until(() -> comfy.queued() == 2);
        int before = comfy.looks();
        RecordedPictures there = new RecordedPictures();
        backend(new SharedLoraFolder(loras), comfy.server()).submit(task("there", LORA, picture(0, 3, null)), there);

        await().atMost(Duration.ofMinutes(1)).until(() -> comfy.looks() >= before + 2);
        first.letGo();

        assertThat(here.ending()).isEqualTo(Ending.FINISHED);
        assertThat(there.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.mostQueued()).isEqualTo(2);
    }

    @Test
    void aServerWithoutRoomIsNotAskedWhosePicturesItHas() {
        ComfyPlaces places = new ComfyPlaces(List.of(new ComfyClient(comfy.server())), 2);
        List<ComfyProblem> troubles = new ArrayList<>();
        places.take(places.hosts().getFirst());
        comfy.answerOnce("GET /prompt", 200, "{\"exec_info\":{\"queue_remaining\":2}}");
        comfy.answerOnce("GET /queue", 200, "{}");

        assertThat(places.tryTake(host -> true, (host, problem) -> troubles.add(problem)))
                .isEmpty();

        assertThat(troubles).isEmpty();
    }

    @Test
    void aServerThatWorksIsPassedOverForOneThatIsFree() throws Exception {
        GenerationBackend both = backend(new SharedLoraFolder(loras), comfy.server(), other.server());
        Hold busy = comfy.hold();
        RecordedPictures slow = new RecordedPictures();
        backend.submit(task("slow", LORA, picture(0, 1, null)), slow);
        busy.awaitReached();
        RecordedPictures heard = new RecordedPictures();
        both.submit(task("quick", LORA, picture(0, 2, null)), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(other.received()).hasSize(1);
        busy.letGo();
        assertThat(slow.ending()).isEqualTo(Ending.FINISHED);
    }

    @Test
    void aServerWithoutTheModelIsLeftOut() throws Exception {
        comfy.lackNode("FluxGuidance");
        RecordedPictures heard = new RecordedPictures();
        backend(new SharedLoraFolder(loras), comfy.server(), other.server())
                .submit(task("left-out", LORA, picture(0, 1, null), picture(1, 2, null)), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received()).isEmpty();
    }

    @Test
    void aModelThatNoServerHasIsRefusedBeforeAnythingIsSent() throws Exception {
        ComfyModels wrong = new ComfyModels("flux9.safetensors", "default", "clip_l.safetensors", "t5", "ae");
        RecordedPictures heard = new RecordedPictures();
        backend(wrong, new SharedLoraFolder(loras), comfy.server())
                .submit(task("model", LORA, picture(0, 1, null)), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words())
                .contains("flux9.safetensors", "unet_name", "flux1-dev.safetensors, flux1-schnell.safetensors");
        assertThat(heard.problem().advice()).contains("Settings");
        assertThat(comfy.received()).isEmpty();
    }

    @Test
    void aMissingCustomNodeIsNamed() throws Exception {
        comfy.lackNode("FluxGuidance");
        RecordedPictures heard = draw("node", picture(0, 1, null));

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("no node FluxGuidance");
    }

    @Test
    void aListThatIsOldByTheTimeTheLoraComesIsAskedForAgain() throws Exception {
        Files.deleteIfExists(loras.resolve(PLACED));
        comfy.keepListFor(3);
        int before = comfy.looks();
        RecordedPictures heard = draw("old-list", picture(0, 1, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.looks())
                .as("whether the server has room, after each wait for its list")
                .isGreaterThan(before + 3);
    }

    @Test
    void aLoraThatTheServerNeverListsIsNamed(@TempDir Path elsewhere) throws Exception {
        Files.deleteIfExists(loras.resolve(PLACED));
        RecordedPictures heard = new RecordedPictures();
        backend(new SharedLoraFolder(elsewhere), comfy.server())
                .submit(task("elsewhere", LORA, picture(0, 1, null)), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("-ava.safetensors", "lora_name");
    }

    @Test
    void withoutAFolderThePersonIsNotifiedWhichFileToPutThere() throws Exception {
        Files.deleteIfExists(loras.resolve(PLACED));
        RecordedPictures heard = new RecordedPictures();
        backend(null, comfy.server()).submit(task("by-hand", LORA, picture(0, 1, null)), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains(PLACED);
    }

    @Test
    void aPictureComesAlsoWithoutFrames() throws Exception {
        comfy.sendNoFrames();
        RecordedPictures heard = draw("silent", picture(0, 1, null), picture(1, 2, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(heard.pictures()).hasSize(2);
        assertThat(comfy.received()).hasSize(2);
    }

    @Test
    void aSocketThatIsLostInTheMiddleIsOpenedAgain() throws Exception {
        Hold hold = comfy.hold();
        RecordedPictures heard = new RecordedPictures();
        backend.submit(task("lost-socket", LORA, picture(0, 1, null)), heard);
        hold.awaitReached();
        comfy.dropSockets();
        hold.letGo();

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received()).hasSize(1);
    }

    @Test
    void aGraphWhoseAnswerWasLostIsFoundAndNotSentTwice() throws Exception {
        comfy.loseAnswerOnce("POST /prompt");
        RecordedPictures heard = draw("answer-lost", picture(0, 1, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received()).hasSize(1);
    }

    @Test
    void aGraphThatGotLostOnItsWayIsSentAgain() throws Exception {
        comfy.loseOnce("POST /prompt");
        RecordedPictures heard = draw("request-lost", picture(0, 1, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received()).hasSize(1);
    }

    @Test
    void anOldServerThatNamesGraphsItselfIsAskedByItsOwnName() throws Exception {
        comfy.nameGraphsItself();
        comfy.loseAnswerOnce("POST /prompt");
        RecordedPictures heard = draw("own-names", picture(0, 1, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received()).hasSize(1);
        assertThat(heard.handles().get(0))
                .endsWith("/" + comfy.received().getFirst().id());
    }

    @Test
    void whatRunsIsTakenOverAfterTheServerDied() throws Exception {
        Hold hold = comfy.hold();
        RecordedPictures first = new RecordedPictures();
        backend.submit(task("killed", LORA, picture(0, 1, null)), first);
        hold.awaitReached();
        backend.letGo("killed");
        RecordedPictures second = new RecordedPictures();
        backend(new SharedLoraFolder(loras), comfy.server())
                .submit(task("killed", LORA, picture(0, 1, first.handles().get(0))), second);
        hold.letGo();

        assertThat(second.ending()).isEqualTo(Ending.FINISHED);
        assertThat(second.pictures()).containsOnlyKeys(0);
        assertThat(comfy.received()).hasSize(1);
        assertThat(first.pictures()).isEmpty();
    }

    @Test
    void aGraphThatWasWrittenDownAndNeverSentIsSent() throws Exception {
        String handle = new ComfyHandle(comfy.server().id(), "11111111-2222-3333-4444-555555555555").toString();
        RecordedPictures heard = draw("never-sent", picture(0, 1, handle));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received()).hasSize(1);
    }

    @Test
    void aServerThatRestartsWithAnEmptyQueueGetsThePictureAgain() throws Exception {
        Hold hold = comfy.hold();
        RecordedPictures heard = new RecordedPictures();
        backend.submit(task("restart", LORA, picture(0, 1, null)), heard);
        hold.awaitReached();
        comfy.restart();

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received()).hasSize(2);
    }

    @Test
    void anOldPictureIsNeverTakenForANewOne() throws Exception {
        RecordedPictures first = draw("cached", picture(0, 5, null));
        RecordedPictures second = draw("cached-again", picture(0, 5, null));

        assertThat(first.ending()).isEqualTo(Ending.FINISHED);
        assertThat(second.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received().stream()
                        .map(job -> job.graph()
                                .path("11")
                                .path("inputs")
                                .path("filename_prefix")
                                .asString())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void anErrorOfANodeIsNamedWithItsTitle() throws Exception {
        comfy.failOnce("torch.OutOfMemoryError", "Allocation on device");
        RecordedPictures heard = draw("memory", picture(0, 1, null));

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words())
                .contains("“Sampler” (KSampler)", "OutOfMemoryError", "Allocation on device");
        assertThat(heard.handles()).isEmpty();
    }

    @Test
    void aPictureThatSomeoneInterruptedIsGivenUp() throws Exception {
        Hold hold = comfy.hold();
        RecordedPictures heard = new RecordedPictures();
        backend.submit(task("interrupted", LORA, picture(0, 1, null)), heard);
        hold.awaitReached();
        comfy.interruptAll();

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("interrupted");
        assertThat(heard.handles()).isEmpty();
    }

    @Test
    void aCancelLeavesNothingRunning() throws Exception {
        Hold hold = comfy.hold();
        RecordedPictures heard = new RecordedPictures();
        backend.submit(task("cancel", LORA, picture(0, 1, null), picture(1, 2, null)), heard);
        hold.awaitReached();
        backend.cancel("cancel");

        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
        RecordedPictures next = draw("after-cancel", picture(0, 3, null));
        assertThat(next.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.queued()).isZero();
        assertThat(heard.pictures()).isEmpty();
    }

    @Test
    void aServerThatIsAwayOrTalksNonsenseIsAskedAgain() throws Exception {
        for (int time = 0; time < 3; time++) {
            comfy.answerOnce("GET /prompt", 502, "Bad gateway");
            comfy.answerOnce("GET /object_info", 200, "<html>Sign in</html>");
            comfy.answerOnce("GET /history", 200, "[");
            comfy.answerOnce("GET /queue", 200, "{}");
            comfy.loseOnce("GET /view");
        }
        RecordedPictures heard = draw("nonsense", picture(0, 1, null));

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(comfy.received()).hasSize(1);
    }

    @Test
    void aServerThatLetsNobodyInEndsTheTask() throws Exception {
        comfy.answerOnce("GET /prompt", 403, "");
        RecordedPictures heard = draw("forbidden", picture(0, 1, null));

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("403");
        assertThat(heard.problem().advice()).contains("token");
    }

    @Test
    void aRefusedGraphIsExplained() throws Exception {
        comfy.answerOnce("POST /prompt", 400, """
                {"error":{"type":"prompt_outputs_failed_validation"},"node_errors":{"9":{"class_type":"KSampler","errors":[
                {"type":"value_bigger_than_max","extra_info":{"input_name":"cfg","received_value":1000,
                "input_config":["FLOAT",{"max":100.0}]}}]}}}""");
        RecordedPictures heard = draw("refused", picture(0, 1, null));

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("“Sampler” (KSampler): cfg is 1000, at most 100");
        assertThat(heard.handles()).isEmpty();
    }

    @Test
    void requestsOfATaskThatNobodyFollowsAreStoppedLater() {
        backend.cancelRequests("gone", List.of(new ComfyHandle(comfy.server().id(), "a-graph").toString(), "nonsense"));

        assertThat(stops.graphs()).containsExactly("a-graph");
        assertThat(backend.isKnown(new ComfyHandle(comfy.server().id(), "a-graph").toString()))
                .isTrue();
        assertThat(backend.isKnown(new ComfyHandle("000000000000", "a-graph").toString()))
                .isFalse();
    }

    private RecordedPictures draw(String key, TaskPicture... pictures) throws Exception {
        RecordedPictures heard = new RecordedPictures();
        backend.submit(task(key, LORA, pictures), heard);
        heard.ending();
        return heard;
    }

    private GenerationTask task(String key, byte[] lora, TaskPicture... pictures) {
        return new GenerationTask(
                key,
                "a task",
                settings(),
                List.of(new TaskLora(
                        "ava.safetensors", BlobHash.of(lora).hex(), lora.length, () -> new ByteArrayInputStream(lora))),
                Arrays.asList(pictures));
    }

    private static TaskPicture picture(int position, long seed, @Nullable String handle) {
        return new TaskPicture(position, "ohwx woman, close-up", seed, List.of(Strength.of(0.8)), handle);
    }
}
