package io.understudy.api;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.progressbar.ProgressBar;
import io.understudy.characters.CharacterId;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.TokenScope;
import io.understudy.support.OpenPage;
import io.understudy.training.RunRoutes;
import io.understudy.training.lists.ManyRuns;
import io.understudy.training.queue.RunFixtures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A thousand reads of the list of 10 000 runs a second, while a run trains, its live page is open and a program follows it.
 * Each read begins when it is due, however long the ones before take, and its time counts from then.
 */
@Tag("bench")
class RunListBenchmark extends ApiTest {
    private static final int RUNS = 10_000;
    private static final int A_SECOND = 1_000;
    private static final int WARM_SECONDS = 90;
    private static final int WARM_READERS = 8;

    /** What waits for one counts from when it was due, too. */
    private static final int MOST_CONNECTIONS = 64;

    private static final int MEASURED_SECONDS = 20;
    private static final int STEPS = 10_000;
    private static final Duration WANTED = Duration.ofMillis(50);
    private static final Duration WANTED_LIVE = Duration.ofSeconds(1);

    /** As many as the limit of a token, of 600 requests in the minute that stands still, makes necessary. */
    private static final int READERS = 12;

    private static final int TOKENS_EACH = 15;

    @Autowired
    RunFixtures stories;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    ApplicationContext context;

    private final List<String> readers = new ArrayList<>();
    private final Map<Integer, Long> reported = new ConcurrentHashMap<>();
    private final AtomicInteger step = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private long trains;
    private String live = "";

    @BeforeEach
    void manyRunsAndReaders() {
        stories.forget();
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        long model = stories.finished(ava, 10, 1e-4).number();
        trains = stories.launch(ava, STEPS, 1e-4).number();
        stories.start();
        ManyRuns.add(RUNS, model, trains, jdbc);
        live = "/api/v1/runs/" + trains;
        for (int reader = 0; reader < READERS; reader++) {
            SignedInPerson person = people.member("Reader " + reader);
            for (int own = 0; own < TOKENS_EACH; own++) {
                readers.add(tokenOf(person, Set.of(TokenScope.READ)));
            }
        }
        people.signIn(mara);
    }

    @Test
    void aThousandReadsASecondNextToALivePage() throws Exception {
        try (HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService pace = Executors.newScheduledThreadPool(2)) {
            Future<List<Long>> followed = threads.submit(() -> follow(http));
            // Vaadin keeps what belongs to a page on its thread.
            FutureTask<List<Long>> shown = new FutureTask<>(this::watch);
            Thread.ofPlatform().daemon().name("page").start(shown);
            ScheduledFuture<?> training = pace.scheduleAtFixedRate(this::train, 0, 100, TimeUnit.MILLISECONDS);
            try {
                warm(http, threads);
                long start = System.nanoTime();
                long[] reads = measure(MEASURED_SECONDS, http, threads, pace);
                double seconds = (System.nanoTime() - start) / 1e9;
                training.cancel(false);
                over.set(true);
                long[] page = sorted(shown.get(1, TimeUnit.MINUTES));
                post(live + "/cancel", "");
                long[] events = sorted(followed.get(1, TimeUnit.MINUTES));
                report(reads, seconds, events, page);
            } finally {
                // Else closing would wait for what follows the run.
                over.set(true);
                threads.shutdownNow();
            }
        }
    }

    private static long[] sorted(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static void report(long[] reads, double seconds, long[] events, long[] page) {
        assertThat(events.length).as("steps that were followed").isGreaterThan(MEASURED_SECONDS);
        assertThat(page.length).as("steps on the page").isGreaterThan(MEASURED_SECONDS);
        System.out.println();
        System.out.println("| 10 000 runs, over HTTP | a second | p50 | p95 |");
        System.out.println("|---|---|---|---|");
        System.out.printf(
                "| list of 50 rows | %.0f | %.1f ms | %.1f ms |%n",
                reads.length / seconds, at(reads, 50) / 1e6, at(reads, 95) / 1e6);
        System.out.printf(
                "| step of the run that is followed | %d | %.1f ms | %.1f ms |%n",
                events.length / (WARM_SECONDS + MEASURED_SECONDS), at(events, 50) / 1e6, at(events, 95) / 1e6);
        System.out.printf(
                "| step on its live page | %d | %.1f ms | %.1f ms |%n",
                page.length / (WARM_SECONDS + MEASURED_SECONDS), at(page, 50) / 1e6, at(page, 95) / 1e6);
        assertThat(reads.length / seconds).as("reads a second").isGreaterThan(0.95 * A_SECOND);
        assertThat(Duration.ofNanos(at(reads, 95))).as("p95 of the list").isLessThan(WANTED);
        assertThat(Duration.ofNanos(at(events, 95))).as("p95 of a step").isLessThan(WANTED_LIVE);
        assertThat(Duration.ofNanos(at(page, 95)))
                .as("p95 of a step on the page")
                .isLessThan(WANTED_LIVE);
    }

    private static long at(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100];
    }

    private void train() {
        int next = step.incrementAndGet();
        reported.put(next, System.nanoTime());
        stories.steps(next, next);
    }

    /** How long each step that the live page showed took until it was there. */
    private List<Long> watch() {
        List<Long> times = new ArrayList<>();
        AtomicInteger last = new AtomicInteger();
        OpenPage.keep(
                context,
                mara,
                RunRoutes.of(trains),
                () -> {
                    int done = _find(ProgressBar.class).stream()
                            .mapToInt(bar -> (int) Math.round(bar.getValue() * STEPS))
                            .max()
                            .orElse(0);
                    Long since = reported.get(done);
                    if (since != null && done > last.get()) {
                        last.set(done);
                        times.add(System.nanoTime() - since);
                    }
                },
                over::get);
        return times;
    }

    /** How long each step of the run took until it was here. */
    private List<Long> follow(HttpClient http) throws IOException, InterruptedException {
        List<Long> times = new ArrayList<>();
        InputStream events = http.send(request(live + "/events", token).build(), BodyHandlers.ofInputStream())
                .body();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    times.add(System.nanoTime() - reported.get(Integer.valueOf(line.substring(line.indexOf('-') + 1))));
                }
            }
        }
        return times;
    }

    /** A few readers at a time: a machine that is still cold would be left behind by a thousand reads a second. */
    private void warm(HttpClient http, ExecutorService threads) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_SECONDS);
        AtomicInteger warm = new AtomicInteger();
        List<Future<?>> warmed = new ArrayList<>();
        for (int reader = 0; reader < WARM_READERS; reader++) {
            int first = reader;
            warmed.add(threads.submit(() -> {
                for (int read = first; System.nanoTime() < end; read += WARM_READERS) {
                    read(http, readers.get(read % readers.size()));
                    warm.incrementAndGet();
                }
            }));
        }
        for (Future<?> reader : warmed) {
            reader.get();
        }
        System.out.printf("%d reads a second while the machine warmed up%n", warm.get() / WARM_SECONDS);
    }

    /** @return in ns, sorted */
    private long[] measure(int seconds, HttpClient http, ExecutorService threads, ScheduledExecutorService pace)
            throws InterruptedException {
        int reads = seconds * A_SECOND;
        long[] times = new long[reads];
        CountDownLatch left = new CountDownLatch(reads);
        AtomicInteger begun = new AtomicInteger();
        Semaphore open = new Semaphore(MOST_CONNECTIONS);
        Map<String, Integer> failed = new ConcurrentHashMap<>();
        long start = System.nanoTime();
        ScheduledFuture<?> beat = pace.scheduleAtFixedRate(
                () -> {
                    long now = System.nanoTime();
                    while (begun.get() < reads && due(start, begun.get()) <= now) {
                        int read = begun.getAndIncrement();
                        threads.execute(() -> {
                            String answer = "lost";
                            open.acquireUninterruptibly();
                            try {
                                answer = read(http, readers.get(read % readers.size()));
                            } finally {
                                open.release();
                                if (!answer.equals("200")) {
                                    failed.merge(answer, 1, Integer::sum);
                                }
                                times[read] = System.nanoTime() - due(start, read);
                                left.countDown();
                            }
                        });
                    }
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
        assertThat(left.await(seconds * 4L, TimeUnit.SECONDS))
                .as("all answered, but %s; failed: %s", left.getCount(), failed)
                .isTrue();
        beat.cancel(false);
        assertThat(failed).as("refused and lost").isEmpty();
        Arrays.sort(times);
        return times;
    }

    private static long due(long start, int read) {
        return start + read * (1_000_000_000L / A_SECOND);
    }

    /** The status, or what kept the answer away. */
    private String read(HttpClient http, String reader) {
        try {
            return String.valueOf(
                    http.send(request("/api/v1/runs?limit=50", reader).build(), BodyHandlers.ofByteArray())
                            .statusCode());
        } catch (IOException lost) {
            return lost.toString();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return ended.toString();
        }
    }
}
