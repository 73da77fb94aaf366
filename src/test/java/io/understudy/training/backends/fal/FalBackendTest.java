package io.understudy.training.backends.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.fal.DirectCancels;
import io.understudy.providers.fal.FakeAnswer;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FakeFaults.Hold;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalPlaces;
import io.understudy.providers.fal.FalProperties;
import io.understudy.providers.fal.FalRequestMonitor;
import io.understudy.providers.fal.VirtualTime;
import io.understudy.storage.TestSpool;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RecordedReports;
import io.understudy.training.backends.api.RecordedReports.Ending;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.api.TrainingBackendContract;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalBackendTest extends TrainingBackendContract {
    private static final FakeFal FAL = new FakeFal();
    private static final FalRequestMonitor NEWS = new FalRequestMonitor();
    private static final FalBackend BACKEND = backend(FAL.properties());

    private static FalBackend backend(FalProperties properties) {
        return backend(properties, InstantSource.system());
    }

    private static FalBackend backend(FalProperties properties, InstantSource clock) {
        FalClient client = new FalClient(
                properties,
                () -> FakeFal.KEY,
                time -> Thread.yield(),
                path -> Optional.of(URI.create("https://studio.example/" + path)));
        return new FalBackend(
                FalTrainer.FAST,
                new FalContext(
                        client,
                        client::upload,
                        NEWS,
                        properties,
                        clock,
                        new DirectCancels(client),
                        new FalPlaces(() -> 4),
                        TestSpool.directory()),
                () -> true);
    }

    @AfterAll
    static void stop() {
        FAL.close();
    }

    @BeforeEach
    void freshFal() {
        FAL.forget();
        FAL.deliver(FakeFal.anyLora());
    }

    @Override
    protected TrainingBackend backend() {
        return BACKEND;
    }

    @Override
    protected boolean measuresSteps() {
        return false;
    }

    @Override
    protected List<byte[]> pictures() {
        return List.of(TestPhotos.jpeg(320, 200, 1), TestPhotos.png(300, 300, 2));
    }

    @Test
    void theDatasetArrivesAsAFlatZipWithACaptionBesideEachPicture() throws Exception {
        RecordedReports heard = new RecordedReports();
        BACKEND.submit(job(2, null), heard);
        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);

        String address = FAL.last().input.path("images_data_url").asString();
        TreeMap<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(FAL.file(URI.create(address))))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertThat(entries.keySet()).containsExactly("0001.jpg", "0001.txt", "0002.png", "0002.txt");
        assertThat(entries.get("0001.jpg")).isEqualTo(pictures().getFirst());
        assertThat(new String(entries.get("0002.txt"), StandardCharsets.UTF_8)).isEqualTo("ohwx woman, close-up");
        assertThat(FAL.last().input.path("trigger_word").asString()).isEqualTo("ohwx woman");
        assertThat(FAL.last().input.path("create_masks").asBoolean()).isTrue();
        assertThat(FAL.last().input.has("learning_rate")).isFalse();
        assertThat(heard.config()).contains("{\"trained\":true}");
        assertThat(FAL.keysSentElsewhere()).isEmpty();
    }

    @Test
    @Tag("attack")
    void theLogGivesACurveAndEachLineOnceThoughAnAnswerLacksIt() throws Exception {
        FakeAnswer without = FakeAnswer.of(202, "{\"status\":\"IN_PROGRESS\",\"logs\":null}");
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        RecordedReports heard = new RecordedReports().onStep(step -> {
            if (seen.add(step)) {
                FAL.answerOnce("status", without);
            }
        });
        BACKEND.submit(job(2, null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(heard.lines()).doesNotHaveDuplicates();
        assertThat(heard.readings()).isNotEmpty().allSatisfy(reading -> {
            assertThat(reading.loss()).isCloseTo(1.0 / reading.step(), within(0.001));
            assertThat(reading.learningRate()).isEqualTo(4e-4);
        });
    }

    @Test
    void aLearningRateThatTheLogDoesNotSayIsLeftOut() throws Exception {
        FAL.answerOnce(
                "status",
                FakeAnswer.of(
                        202, "{\"status\":\"IN_PROGRESS\",\"logs\":[{\"message\":\"training: 1/2 [loss: 0.5]\"}]}"));
        RecordedReports heard = new RecordedReports();
        BACKEND.submit(job(2, null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(heard.readings()).extracting(MetricReading::learningRate).containsExactly(0.0, 4e-4);
    }

    @Test
    void theSubmitNamesWhereToSayThatItIsOver() throws Exception {
        RecordedReports heard = new RecordedReports();
        BACKEND.submit(job(2, null), heard);
        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);

        assertThat(FAL.last().webhook())
                .contains(URI.create(
                        "https://studio.example/webhooks/fal/" + job(2, null).key()));
    }

    @Test
    void aMessageOfFalsMakesTheRunLookAtOnce() throws Exception {
        FalProperties patient = FAL.properties(Duration.ofDays(1));
        Hold status = FAL.hold("status");
        RecordedReports heard = new RecordedReports();
        backend(patient).submit(job(2, null), heard);
        status.awaitReached();
        FAL.last().finish();
        assertThat(NEWS.ended(FAL.last().id)).isTrue();
        status.letGo();

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
    }

    @Test
    void aCancelIsHeardWhileTheRunWaitsForItsNextLook() throws Exception {
        FalProperties patient = FAL.properties(Duration.ofDays(1));
        FalBackend backend = backend(patient);
        Hold status = FAL.hold("status");
        RecordedReports heard = new RecordedReports();
        String handle = backend.submit(job(2, null), heard);
        status.awaitReached();
        status.letGo();
        backend.cancel(handle);

        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
    }

    @Test
    @Tag("attack")
    void aSubmitWhoseAnswerIsLostIsNeverRepeated() throws Exception {
        FAL.cutOffOnce("submit");
        RecordedReports heard = new RecordedReports();
        BACKEND.submit(job(2, null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(heard.notChargedCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "504"})
    void aServerErrorLeavesItUnclearWhetherTheSubmitWasAccepted(int status) throws Exception {
        FAL.answerOnce("submit", FakeAnswer.of(status, "<html>bad gateway</html>"));
        RecordedReports heard = new RecordedReports();
        BACKEND.submit(job(2, null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.UNCONFIRMED);
    }

    @Test
    void aSubmitThatFalTookNotIsRepeated() throws Exception {
        FAL.answerOnce("submit", FakeAnswer.of(429, "{\"detail\":\"Too many\"}"));
        FAL.answerOnce(
                "submit", FakeAnswer.of(503, "{\"detail\":\"Busy\",\"error_type\":\"runner_scheduling_failure\"}"));
        RecordedReports heard = patient(new VirtualTime());

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(heard.sent() - heard.notChargedCount()).isEqualTo(1);
    }

    @Test
    @Tag("attack")
    void aFalThatTakesNoMoreRequestsIsWaitedForAsLongAsItWishes() throws Exception {
        VirtualTime time = new VirtualTime();
        Instant before = time.clock().instant();
        for (int attempt = 0; attempt < 20; attempt++) {
            FAL.answerOnce("submit", new FakeAnswer(429, "", Map.of("Retry-After", "120")));
        }

        RecordedReports heard = patient(time);

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(Duration.between(before, time.clock().instant())).isGreaterThan(Duration.ofMinutes(40));
    }

    @Test
    @Tag("attack")
    void aFalThatStaysBusyEndsTheRunUnpaid() throws Exception {
        FAL.answerAlways("submit", FakeAnswer.of(429, "{\"detail\":\"Too many\"}"));

        RecordedReports heard = patient(new VirtualTime());

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.sent()).isGreaterThan(50).isEqualTo(heard.notChargedCount());
        assertThat(BACKEND.sends(heard.memo().orElseThrow())).isTrue();
    }

    @ParameterizedTest
    @Tag("attack")
    @CsvSource(
            delimiter = '|',
            value = {
                "200|{\"request_id\":\"../other\"}",
                "200|{\"request_id\":\"a",
                "200|[]",
                "503|<html>Bad gateway</html>",
                "307|",
                "408|"
            })
    void anAnswerThatMakesNoSenseLeavesItOpenWhetherTheSubmitWasAccepted(int status, @Nullable String body)
            throws Exception {
        FAL.garbleOnce("submit", FakeAnswer.of(status, body == null ? "" : body));

        RecordedReports heard = patient(new VirtualTime());

        assertThat(heard.ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(heard.notChargedCount()).isZero();
    }

    /** In a time of its own, with the usual patience. */
    private RecordedReports patient(VirtualTime time) {
        FalClient client =
                new FalClient(VirtualTime.patient(FAL), () -> FakeFal.KEY, time::pause, path -> Optional.empty());
        RecordedReports heard = new RecordedReports();
        new FalJobs(client, VirtualTime.patient(FAL), time, new DirectCancels(client))
                .job(job(2, null), heard)
                .run();
        return heard;
    }

    @Test
    void aRefusedSubmitFailsInWordsAndIsNotCharged() throws Exception {
        FAL.answerOnce("submit", FakeAnswer.of(403, "{\"detail\":\"User is locked. Reason: Exhausted balance.\"}"));
        RecordedReports heard = new RecordedReports();
        BACKEND.submit(job(2, null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("Exhausted balance");
        assertThat(heard.notChargedCount()).isEqualTo(1);
    }

    @Test
    void theNextWorkerFollowsTheSameRequest() throws Exception {
        Hold status = FAL.hold("status");
        RecordedReports first = new RecordedReports();
        String handle = BACKEND.submit(job(3, null), first);
        status.awaitReached();
        BACKEND.letGo(handle);
        status.letGo();

        RecordedReports second = new RecordedReports();
        BACKEND.submit(withMemo(first.memo().orElseThrow(), false), second);

        assertThat(second.ending()).isEqualTo(Ending.FINISHED);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(FAL.last().isCancelled()).isFalse();
    }

    @Test
    void aServerThatDiedWhileSendingLeavesItUnclear() throws Exception {
        RecordedReports heard = new RecordedReports();
        BACKEND.submit(withMemo(FalJobState.SENDING.text(), false), heard);

        assertThat(heard.ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(FAL.requests()).isEmpty();
    }

    @Test
    void aRequestThatAPersonFoundAtFalIsFollowed() throws Exception {
        RecordedReports lost = new RecordedReports();
        FAL.cutOffOnce("submit");
        BACKEND.submit(job(2, null), lost);
        assertThat(lost.ending()).isEqualTo(Ending.UNCONFIRMED);

        RecordedReports heard = new RecordedReports();
        BACKEND.submit(withMemo(BACKEND.adopt(FAL.last().id), false), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void aCopyThatACrashInterruptedGoesOnWithoutTheExpiredResult() throws Exception {
        Hold download = FAL.hold("download");
        RecordedReports first = new RecordedReports();
        String handle = BACKEND.submit(job(2, null), first);
        download.awaitReached();
        BACKEND.letGo(handle);
        FAL.last().expire();
        download.letGo();

        RecordedReports second = new RecordedReports();
        BACKEND.submit(withMemo(first.memo().orElseThrow(), false), second);

        assertThat(second.ending()).isEqualTo(Ending.FINISHED);
        assertThat(second.lora()).isEqualTo(FakeFal.anyLora());
    }

    @Test
    void aFalThatIsOutOfReachForTooLongEndsTheRunWhichCanBeResumed() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        // Each look at the clock finds it an hour later.
        FalBackend impatient =
                backend(FAL.properties(), () -> Instant.EPOCH.plus(Duration.ofHours(looks.incrementAndGet())));
        FAL.answerOnce("status", FakeAnswer.of(500, "<html>bad gateway</html>"));
        RecordedReports first = new RecordedReports();
        impatient.submit(job(2, null), first);

        assertThat(first.ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(first.problem().words()).contains("HTTP 500");
        RecordedReports second = new RecordedReports();
        BACKEND.submit(withMemo(first.memo().orElseThrow(), true), second);
        assertThat(second.ending()).isEqualTo(Ending.FINISHED);
        assertThat(FAL.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatBreaksOffNowAndThenIsAskedForAgain() throws Exception {
        for (int attempt = 0; attempt < 4; attempt++) {
            FAL.cutOffOnce("status");
            FAL.cutOffOnce("result");
        }
        RecordedReports heard = new RecordedReports();
        backend(FAL.properties(), () -> Instant.EPOCH).submit(job(2, null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        assertThat(FAL.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"image_load_error, Upload the picture again", "face_detection_error, face is clearly seen"})
    void anErrorOfTheModelIsSaidWithWhatToDo(String type, String advice) throws Exception {
        FAL.answerOnce(
                "result",
                FakeAnswer.of(
                        422,
                        "{\"detail\":[{\"loc\":[\"body\",\"images_data_url\"],\"msg\":\"0003.jpg\",\"type\":\"" + type
                                + "\"}]}"));
        RecordedReports heard = new RecordedReports();
        BACKEND.submit(job(2, null), heard);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains(type, "images_data_url: 0003.jpg");
        assertThat(heard.problem().advice()).contains(advice);
        assertThat(heard.notChargedCount()).isZero();
    }

    @Test
    void anExpiredResultLeavesItUnclearAndItsRequestKnown() throws Exception {
        Hold status = FAL.hold("status");
        RecordedReports heard = new RecordedReports();
        BACKEND.submit(job(2, null), heard);
        status.awaitReached();
        FAL.last().finish();
        FAL.last().expire();
        status.letGo();

        assertThat(heard.ending()).isEqualTo(Ending.UNCONFIRMED);
        assertThat(heard.problem().words()).contains("is not known", "Result expired");
        assertThat(BACKEND.request(heard.memo().orElseThrow())).contains(FAL.last().id);
        assertThat(BACKEND.sends(heard.memo().orElseThrow())).isFalse();
    }

    @Test
    void aResumedRunWhoseRequestWasStoppedIsNotSentAgainUnasked() throws Exception {
        FAL.pauseAt(1);
        CountDownLatch running = new CountDownLatch(1);
        RecordedReports first = new RecordedReports().onStep(step -> running.countDown());
        String handle = BACKEND.submit(job(2, null), first);
        running.await();
        BACKEND.cancel(handle);
        assertThat(first.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(FAL.last().isCancelled()).isTrue();
        assertThat(first.notChargedCount()).isZero();

        RecordedReports second = new RecordedReports();
        BACKEND.submit(withMemo(first.memo().orElseThrow(), true), second);

        assertThat(second.ending()).isEqualTo(Ending.FAILED);
        assertThat(FAL.requests()).hasSize(1);
        assertThat(BACKEND.sends(second.memo().orElseThrow())).isTrue();
    }

    @Test
    void falsOwnFaultIsNotSaidToBeFree() throws Exception {
        Hold status = FAL.hold("status");
        RecordedReports heard = new RecordedReports();
        BACKEND.submit(job(2, null), heard);
        status.awaitReached();
        FAL.last().fail("Runner disconnected", "runner_disconnected");
        status.letGo();

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("runner_disconnected");
        assertThat(heard.notChargedCount()).isZero();
    }

    private BackendJob withMemo(@Nullable String memo, boolean askedAgain) {
        BackendJob plain = job(2, null);
        return new BackendJob(plain.key(), plain.name(), plain.parameters(), plain.pictures(), null, memo, askedAgain);
    }

    @Test
    void onlyARequestIdIsTakenForOne() {
        assertThatThrownBy(() -> BACKEND.adopt("../other"))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("no request id");
    }
}
