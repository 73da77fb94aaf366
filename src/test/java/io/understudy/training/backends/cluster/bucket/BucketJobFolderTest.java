package io.understudy.training.backends.cluster.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import io.understudy.platform.core.ByteSource;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ExchangeStore.LinkUse;
import io.understudy.storage.ObjectStore.Location;
import io.understudy.storage.TestSpool;
import io.understudy.storage.s3.TestBucket;
import io.understudy.support.OtherProgram;
import io.understudy.training.backends.cluster.EngineUnreachable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The folder of a job in the S3 store, and the program that has the other half of it in a pod. */
@Tag("slow")
class BucketJobFolderTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String KEY = "0d8f2a56";
    private static final int BIG = 3_000_001;
    private static final String WITH_A_RESULT =
            "echo lora >z.safetensors; echo '{\"file\": \"z.safetensors\"}' >result.json";

    @TempDir
    static Path store;

    private static TestBucket server;

    @TempDir
    Path temporary;

    private JobBucket bucket;
    private BucketJobFolder folder;
    private Process pod;
    private final Map<String, String> stored = new ConcurrentHashMap<>();
    private HttpServer standIn;

    @BeforeAll
    static void startStore() {
        server = new TestBucket(store);
    }

    @AfterAll
    static void stopStore() throws Exception {
        server.close();
    }

    @BeforeEach
    void open() {
        bucket = new JobBucket(server.store(), Instant::now);
        folder = new BucketJobFolder(
                bucket, TestSpool.directory(), temporary.resolve("pod").toString(), KEY);
    }

    @AfterEach
    void clear() {
        if (pod != null) {
            pod.destroyForcibly();
        }
        if (standIn != null) {
            standIn.stop(0);
        }
        folder.delete();
    }

    private static ByteSource text(String content) {
        return () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private String read(String name) {
        return new String(folder.read(name, 0, 10_000), StandardCharsets.UTF_8);
    }

    private Path inPod(String name) {
        return Path.of(folder.path()).resolve(name);
    }

    private void start(String script, int seconds, int warning) throws IOException {
        OtherProgram.assumeInstalled("python3");
        folder.write("job.sh", text(script + "\n"));
        startPod(folder.offer(), seconds, warning);
    }

    private void startPod(String links, int seconds, int warning) throws IOException {
        Path program = temporary.resolve("pod.py");
        try (InputStream in = Objects.requireNonNull(BucketJobFolder.class.getResourceAsStream("pod.py"), "program")) {
            Files.write(program, in.readAllBytes());
        }
        Path asked = Files.writeString(
                temporary.resolve("job.json"),
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "job",
                                "run",
                                "links",
                                links,
                                "launch",
                                "exec bash job.sh",
                                "seconds",
                                seconds,
                                "warning",
                                warning,
                                "every",
                                0.05)));
        pod = new ProcessBuilder("python3", program.toString(), asked.toString())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("log").toFile())
                .start();
    }

    private int ended() throws InterruptedException {
        assertThat(pod.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return pod.exitValue();
    }

    private void awaitText(String name, String content) {
        await().atMost(SOON).until(() -> read(name), content::equals);
    }

    @Test
    void whatIsWrittenIsReadFromAnyPlaceAndReplacedAsAWhole() throws IOException {
        byte[] content = new byte[BIG];
        new Random(1).nextBytes(content);

        folder.write("in/Bild ☃ 'a'+b.png", () -> new ByteArrayInputStream(content));

        assertThat(folder.size("in/Bild ☃ 'a'+b.png")).hasValue(BIG);
        assertThat(folder.read("in/Bild ☃ 'a'+b.png", BIG - 5, 100)).hasSize(5).endsWith(content[BIG - 1]);
        assertThat(folder.read("in/Bild ☃ 'a'+b.png", BIG + 5, 100)).isEmpty();
        Path copy = temporary.resolve("copy");
        folder.copyTo("in/Bild ☃ 'a'+b.png", copy);
        assertThat(copy).hasBinaryContent(content);
        folder.write("in/Bild ☃ 'a'+b.png", text("second"));
        assertThat(read("in/Bild ☃ 'a'+b.png")).isEqualTo("second");
    }

    @Test
    void aSourceThatBreaksLeavesTheEarlierFile() throws IOException {
        folder.write("run.toml", text("first"));
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the store is away");
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> folder.write(
                        "run.toml", () -> new SequenceInputStream(text("second").open(), broken)))
                .withMessage("the store is away");

        assertThat(read("run.toml")).isEqualTo("first");
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(folder.size("none")).isEmpty();
        assertThat(folder.read("none", 0, 10)).isEmpty();
        assertThatExceptionOfType(JobFailure.class).isThrownBy(() -> folder.copyTo("none", temporary.resolve("copy")));
        folder.delete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../../x", "a//b", "."})
    void aNameNeverLeadsOutOfTheFolder(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> folder.write(name, text("x")));
        assertThatIllegalArgumentException().isThrownBy(() -> folder.read(name, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> folder.size(name));
    }

    @Test
    void aPodHasTheFilesAndBringsBackWhatChanges() throws Exception {
        byte[] photo = new byte[BIG];
        new Random(2).nextBytes(photo);
        folder.write("dataset/001 ☃.jpg", () -> new ByteArrayInputStream(photo));

        start(
                "mkdir -p output/samples; head -c 2500000 dataset/*.jpg >output/lora.safetensors; touch dataset/cache.npz;"
                        + " echo picture >output/samples/1.png; echo hello; exit 3",
                0,
                0);

        assertThat(ended()).isEqualTo(3);
        assertThat(read("job.log")).isEqualTo("hello\n");
        Path copy = temporary.resolve("copy");
        folder.copyTo("output/lora.safetensors", copy);
        assertThat(copy).hasBinaryContent(Arrays.copyOf(photo, 2_500_000));
        assertThat(read("output/samples/1.png")).isEqualTo("picture\n");
        assertThat(folder.size("dataset/cache.npz")).isEmpty();
        assertThat(temporary.resolve("log")).content().contains("hello");
    }

    @Test
    @Tag("attack")
    void ofAnObjectThatIsReplacedByALinkAfterTheEndNoMoreIsCopiedThanThePodHasListed() throws Exception {
        start("echo lora >z.safetensors", 0, 0);
        assertThat(ended()).isZero();
        for (int place = 0; place < 10; place++) {
            URI link = server.store().link(LinkUse.WRITE, "jobs/" + KEY + "/place/" + place, Duration.ofDays(7));
            try (HttpClient later = HttpClient.newHttpClient()) {
                later.send(
                        HttpRequest.newBuilder(link)
                                .PUT(BodyPublishers.ofByteArray(new byte[BIG]))
                                .build(),
                        BodyHandlers.discarding());
            }
        }

        Path copy = temporary.resolve("copy");
        folder.copyTo("z.safetensors", copy);

        assertThat(copy).hasSize(5);
    }

    @Test
    void aGrowingFileIsFollowedInPiecesAndOthersWhenTheyAreWhole() throws Exception {
        start(
                "head -c 2500000 /dev/zero >>progress.jsonl; echo one >state.txt; until [ -e go ]; do sleep 0.05; done;"
                        + " echo end >>progress.jsonl; rm state.txt; until [ -e stop ]; do sleep 0.05; done",
                0,
                0);

        await().atMost(SOON).until(() -> folder.size("progress.jsonl").orElse(0) == 2_500_000);
        awaitText("state.txt", "one\n");
        Files.writeString(inPod("go"), "");
        await().atMost(SOON).until(() -> folder.size("progress.jsonl").orElse(0) == 2_500_004);

        assertThat(new String(folder.read("progress.jsonl", 2_499_999, 100), StandardCharsets.UTF_8))
                .isEqualTo("\0end\n");
        assertThat(folder.read("progress.jsonl", 1_048_000, 2000)).hasSize(2000);
        await().atMost(SOON).until(() -> folder.size("state.txt").isEmpty());
        Files.writeString(inPod("stop"), "");
        assertThat(ended()).isZero();
    }

    @Test
    void anotherPodContinuesWithWhatTheFirstOneHad() throws Exception {
        folder.write("newest", text("0 start"));
        start(
                "if [ -e part ]; then cat part; [ -e newest ] && exit 4; exit 0; fi; mv newest part; echo 5 state >part;"
                        + " until [ -e stop ]; do sleep 0.05; done",
                0,
                0);
        awaitText("part", "5 state\n");
        assertThat(folder.size("newest")).isEmpty();
        List<ProcessHandle> all = pod.descendants().toList();
        pod.destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
        Files.move(Path.of(folder.path()), temporary.resolve("lost"));

        startPod(folder.offer(), 0, 0);

        assertThat(ended()).isZero();
        assertThat(read("job.log")).endsWith("5 state\n");
    }

    @Test
    void whatThisServerWritesLaterCountsMoreThanThePodsCopy() throws Exception {
        folder.write("settings", text("first"));
        start("echo changed >settings", 0, 0);
        assertThat(ended()).isZero();
        assertThat(read("settings")).isEqualTo("changed\n");

        folder.write("settings", text("second"));

        assertThat(read("settings")).isEqualTo("second");
        start("cat settings", 0, 0);
        assertThat(ended()).isZero();
        assertThat(read("job.log")).endsWith("second");
    }

    @Test
    void aPodThatIsAskedToEndBringsBackWhatTheJobSaves() throws Exception {
        start("trap 'kill $!; echo saved >saved; exit 7' TERM; touch ready; sleep 600 & wait", 0, 0);
        await().atMost(SOON).until(() -> Files.exists(inPod("ready")));

        pod.destroy();

        assertThat(ended()).isEqualTo(7);
        assertThat(read("saved")).isEqualTo("saved\n");
    }

    @Test
    void aJobIsWarnedBeforeItsTimeLimitAndThenEnded() throws Exception {
        start(
                "trap 'echo warned >>said' USR1; trap 'echo ended >>said; exit 1' TERM; while :; do sleep 0.05; done",
                2,
                1);

        assertThat(ended()).isOne();

        assertThat(read("said")).isEqualTo("warned\nended\n");
    }

    @Test
    void linksThatDoNotWorkAreSaidSo() throws Exception {
        OtherProgram.assumeInstalled("python3");
        startPod(folder.offer().replaceFirst(".$", "x"), 0, 0);

        assertThat(ended()).isOne();

        assertThat(temporary.resolve("log"))
                .content()
                .contains("The store refuses a link with status 403; links are valid for seven days.");
    }

    /** Its list of files is the last thing that a pod writes. */
    @Test
    void aStoreThatIsAwayForAMomentLosesNothing() throws Exception {
        OtherProgram.assumeInstalled("python3");
        AtomicInteger lists = new AtomicInteger();
        standIn(
                "echo saved >saved",
                4,
                (path, body) -> path.equals("/index") && lists.incrementAndGet() > 1 && lists.get() < 4 ? 503 : 200);

        startPod(links(), 0, 0);

        assertThat(ended()).isZero();
        assertThat(stored.get("/index")).contains("\"saved\"");
    }

    /** A store that answers to puts as is asked for, with the links of one job. */
    private void standIn(String script, int places, ToIntBiFunction<String, String> status) throws IOException {
        stored.putAll(Map.of("/index", "{}", "/job.sh", script));
        standIn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        standIn.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean put = exchange.getRequestMethod().equals("PUT");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int code = put ? status.applyAsInt(path, body) : 200;
            if (put && code == 200) {
                stored.put(path, body);
            }
            byte[] answer = put ? new byte[0] : stored.get(path).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        standIn.start();
        String there = links().replace("/links", "");
        Map<String, Object> links = new HashMap<>(Map.of(
                "folder", folder.path(),
                "index", Map.of("get", there + "/index", "put", there + "/index"),
                "inputs", List.of(Map.of("name", "job.sh", "tag", "1", "link", there + "/job.sh")),
                "slots",
                        IntStream.range(0, places)
                                .mapToObj(place -> Map.of("get", there + "/" + place, "put", there + "/" + place))
                                .toList()));
        stored.put("/links", JsonMapper.shared().writeValueAsString(links));
    }

    private String links() {
        return "http://127.0.0.1:" + standIn.getAddress().getPort() + "/links";
    }

    private static boolean isPlace(String path) {
        return path.matches("/\\d+");
    }

    private boolean hasPrinted(String words) {
        try {
            return Files.readString(temporary.resolve("log")).contains(words);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** As where its quota is used up: the LoRA is worth waiting for. */
    @Test
    void aResultThatTheStoreRefusesIsSentAgain() throws Exception {
        OtherProgram.assumeInstalled("python3");
        standIn(
                WITH_A_RESULT,
                16,
                (path, body) -> isPlace(path) && !hasPrinted("The store is tried again") ? 403 : 200);

        startPod(links(), 0, 0);

        assertThat(ended()).isZero();
        assertThat(stored.get("/index")).contains("\"result.json\"", "\"z.safetensors\"");
    }

    @Test
    void whatCannotBeCopiedKeepsNothingElseAwayAndIsSaid() throws Exception {
        OtherProgram.assumeInstalled("python3");
        standIn(
                "echo hello; echo one >one; until [ -e stop ]; do sleep 0.05; done",
                16,
                (path, body) -> body.startsWith("hello") ? 403 : 200);

        startPod(links(), 0, 0);

        await().atMost(SOON).until(() -> stored.get("/index").contains("\"one\""));
        await().atMost(SOON)
                .until(() -> stored.values().stream().anyMatch(text -> text.contains("The store refuses a link with")));
        Files.writeString(inPod("stop"), "");

        assertThat(ended()).isZero();
    }

    @Test
    void manyFilesLeavePlacesToTheResult() throws Exception {
        OtherProgram.assumeInstalled("python3");
        standIn("for i in $(seq 40); do echo $i >f$i; done; " + WITH_A_RESULT, 16, (path, body) -> 200);

        startPod(links(), 0, 0);

        assertThat(ended()).isZero();
        assertThat(stored.get("/index")).contains("\"result.json\"", "\"z.safetensors\"");
        assertThat(hasPrinted("There are too many files")).isTrue();
    }

    @Test
    void aResultWithoutAPlaceIsNoSuccess() throws Exception {
        OtherProgram.assumeInstalled("python3");
        standIn(WITH_A_RESULT, 1, (path, body) -> 200);

        startPod(links(), 0, 0);

        assertThat(ended()).isOne();
        assertThat(hasPrinted("The store has no place left for the result")).isTrue();
    }

    @Test
    void aLongLogDoesNotTakeAllPlaces() throws Exception {
        OtherProgram.assumeInstalled("python3");
        start("head -c 70000000 /dev/zero >trainer.log; echo end >>trainer.log", 0, 0);

        assertThat(ended()).isZero();

        assertThat(folder.size("trainer.log")).hasValue(64L << 20);
    }

    @Test
    void aJobIsWarnedInTimeHoweverLongACopyTakes() throws Exception {
        OtherProgram.assumeInstalled("python3");
        standIn("trap 'touch warned; exit 0' USR1; echo one >one; while :; do sleep 0.05; done", 16, (path, body) -> {
            if (isPlace(path)) {
                await().atMost(SOON).until(() -> Files.exists(inPod("warned")));
            }
            return 200;
        });

        startPod(links(), 3, 2);

        assertThat(ended()).isZero();
    }

    /** @param earlier what an earlier pod has left in the list */
    private void startLater(String earlier, String script, int seconds, int warning) throws IOException {
        OtherProgram.assumeInstalled("python3");
        standIn(script, 16, (path, body) -> 200);
        stored.put("/index", "{\"files\": {}, \"seen\": {}, \"gone\": [], " + earlier + "}");
        startPod(links(), seconds, warning);
    }

    @Test
    void aJobThatIsInterruptedAgainAndAgainIsEnded() throws Exception {
        startLater("\"job\": \"run\", \"starts\": 10, \"elapsed\": 5", "touch started", 0, 0);

        assertThat(ended()).isOne();

        assertThat(inPod("started")).doesNotExist();
        assertThat(hasPrinted("The job was interrupted 10 times")).isTrue();
    }

    @Test
    void aTimeLimitCountsAllPodsOfAJob() throws Exception {
        startLater(
                "\"job\": \"run\", \"starts\": 2, \"elapsed\": 997",
                "trap 'exit 0' TERM; while :; do sleep 0.05; done",
                1000,
                0);

        assertThat(ended()).isZero();
        assertThat(stored.get("/index")).contains("\"starts\": 3");
    }

    @Test
    void aJobWhoseTimeIsOverIsNotStartedAgain() throws Exception {
        startLater("\"job\": \"run\", \"starts\": 2, \"elapsed\": 1000", "touch started", 1000, 0);

        assertThat(ended()).isOne();
        assertThat(inPod("started")).doesNotExist();
        assertThat(hasPrinted("The job reached its time limit.")).isTrue();
    }

    @Test
    void anotherJobOfTheRunCountsAfresh() throws Exception {
        startLater("\"job\": \"the one before\", \"starts\": 10, \"elapsed\": 1000", "true", 1000, 0);

        assertThat(ended()).isZero();
    }

    @Test
    void aPodWhoseLinksEndSoonSaysSoInsteadOfLosingItsWork() throws Exception {
        OtherProgram.assumeInstalled("python3");
        standIn("touch started", 16, (path, body) -> 200);
        long soon = Instant.now().plus(Duration.ofHours(1)).getEpochSecond();
        stored.compute("/links", (path, links) -> links.replaceFirst("\\{", "{\"until\": " + soon + ", "));

        startPod(links(), 0, 0);

        assertThat(ended()).isOne();
        assertThat(inPod("started")).doesNotExist();
        assertThat(hasPrinted("The links for the job's files end soon")).isTrue();
    }

    @Test
    void aPodKnowsHowLongItsLinksLast() throws IOException {
        folder.offer();

        String links = new String(bucket.read("jobs/" + KEY + "/links.json", 0, 2000), StandardCharsets.UTF_8);
        long until = Long.parseLong(links.replaceFirst("(?s).*\"until\": *(\\d+).*", "$1"));
        assertThat(Instant.ofEpochSecond(until))
                .isBetween(Instant.now().plus(Duration.ofDays(6)), Instant.now().plus(Duration.ofDays(8)));
    }

    @Test
    void offeringOneFolderLeavesTheOthersAlone() throws IOException {
        BucketJobFolder over = new BucketJobFolder(bucket, TestSpool.directory(), "/understudy", "over");
        over.write("state", text("over"));
        try (Stream<Path> files = Files.walk(store.resolve(TestBucket.NAME))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(15))));
            }
        }

        folder.offer();

        JobFolders all = new JobFolders(bucket);
        assertThat(all.changed()).containsOnlyKeys("over", KEY);
        assertThat(all.changed().get("over")).isBefore(Instant.now().minus(Duration.ofDays(14)));
        all.remove("over", Instant.MAX);
        assertThat(all.changed()).containsOnlyKeys(KEY);
    }

    @Test
    void aServerThatKeepsItsOwnFilesHasNoneForPods() {
        ExchangeStore own = mock(ExchangeStore.class);
        when(own.location()).thenReturn(new Location("/srv/objects", "understudy", true));

        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> folderIn(own).size("x"));
    }

    @Test
    void aRehearsalLeavesNothing() {
        folder.rehearse();

        assertThat(bucket.list("jobs/" + KEY)).isEmpty();
    }

    @Test
    void aStoreThatForgetsWhatItTakesFailsTheRehearsal() {
        ExchangeStore forgetful = mock(ExchangeStore.class);
        when(forgetful.location()).thenReturn(new Location("https://s3.example", "team", false));
        when(forgetful.find(any())).thenReturn(Optional.empty());

        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> folderIn(forgetful).rehearse());
    }

    @Test
    void aStoreThatIsAwayIsAskedAgain() throws Exception {
        try (TestBucket away = new TestBucket(temporary.resolve("away"))) {
            BucketJobFolder none = folderIn(away.store());
            away.stop();

            assertThatExceptionOfType(EngineUnreachable.class)
                    .isThrownBy(() -> none.size("x"))
                    .withMessageContaining(away.store().location().place());
        }
    }

    @Test
    void aStoreThatRefusesFailsTheJob() throws Exception {
        try (TestBucket emptied = new TestBucket(temporary.resolve("emptied"))) {
            BucketJobFolder refused = folderIn(emptied.store());
            Files.delete(temporary.resolve("emptied").resolve(TestBucket.NAME));

            assertThatExceptionOfType(JobFailure.class)
                    .isThrownBy(refused::delete)
                    .withMessage("The object store refuses a file of the job.");
        }
    }

    private static BucketJobFolder folderIn(ExchangeStore store) {
        return new BucketJobFolder(new JobBucket(store, Instant::now), TestSpool.directory(), "/u", KEY);
    }
}
