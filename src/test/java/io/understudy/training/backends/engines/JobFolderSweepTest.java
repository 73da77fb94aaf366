package io.understudy.training.backends.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ExchangeStore.LinkUse;
import io.understudy.storage.ObjectStore.Location;
import io.understudy.storage.TestSpool;
import io.understudy.storage.s3.TestBucket;
import io.understudy.training.RunId;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.bucket.BucketJobFolder;
import io.understudy.training.backends.cluster.bucket.JobBucket;
import io.understudy.training.backends.cluster.bucket.JobFolders;
import io.understudy.training.backends.cluster.jobs.RemoteBackend;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFolderSweepTest {
    @TempDir
    Path place;

    private final RunId running = new RunId(UUID.randomUUID());
    private final RunId failed = new RunId(UUID.randomUUID());
    private final RunId succeeded = new RunId(UUID.randomUUID());
    private final RunId gone = new RunId(UUID.randomUUID());
    private final JobFolderQueries queries = mock(JobFolderQueries.class);
    private final EngineTrainingBackends backends = mock(EngineTrainingBackends.class);
    private final RemoteBackend engine = mock(RemoteBackend.class);
    private final Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private TestBucket store;
    private JobBucket bucket;

    @BeforeEach
    void fill() throws IOException {
        store = new TestBucket(place.resolve("store"));
        bucket = new JobBucket(store.store(), InstantSource.system());
        for (RunId run : new RunId[] {running, failed, succeeded, gone}) {
            write(run.value().toString());
        }
        write("understudy-connection-test");
        when(queries.states(any())).thenReturn(Map.of(running, "RUNNING", failed, "FAILED", succeeded, "SUCCEEDED"));
    }

    private void write(String key) throws IOException {
        new BucketJobFolder(bucket, TestSpool.directory(), "/understudy", key)
                .write("dataset/001.jpg", () -> new ByteArrayInputStream(new byte[] {1}));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private void sweepAfter(int days) {
        new JobFolderSweep(queries, store.store(), backends, Clock.offset(Clock.systemUTC(), Duration.ofDays(days)))
                .sweep();
    }

    /** The engine has something of each run that was last changed so many days ago. */
    private void sweepEngine(int days, RunId... runs) {
        Instant changed = now.minus(Duration.ofDays(days));
        Map<String, Instant> left = new HashMap<>(Map.of("dataset", changed, ".jobs", changed));
        for (RunId run : runs) {
            left.put(run.value().toString(), changed);
        }
        when(engine.leftovers()).thenReturn(left);
        when(backends.backends()).thenReturn(List.of(mock(TrainingBackend.class), engine));
        ExchangeStore own = mock(ExchangeStore.class);
        when(own.location()).thenReturn(new Location("/srv/objects", "understudy", true));
        new JobFolderSweep(queries, own, backends, Clock.fixed(now, ZoneOffset.UTC)).sweep();
    }

    private void assertRemovedFromEngine(RunId... runs) {
        for (RunId run : runs) {
            verify(engine).remove(run.value().toString());
        }
        verify(engine, times(runs.length)).remove(any());
    }

    @Test
    void photosOfRunsThatAreOverAreRemovedFromAnEngine() {
        sweepEngine(15, running, failed, succeeded);

        assertRemovedFromEngine(failed, succeeded);
    }

    @Test
    void aRunThatMayBeResumedKeepsItsFolderOnAnEngineForTwoWeeks() {
        sweepEngine(13, running, failed, succeeded);

        assertRemovedFromEngine(succeeded);
    }

    @Test
    void aFolderThatAnotherServerHasOnTheSameEngineIsLeftAloneUntilThatServerNeedsItNoLonger() {
        RunId done = new RunId(UUID.randomUUID());
        when(engine.isOver(done.value().toString())).thenReturn(true);

        sweepEngine(13, gone, done);
        assertRemovedFromEngine();

        sweepEngine(15, gone, done);
        assertRemovedFromEngine(done);
    }

    @Test
    void aFolderThatCannotBeRemovedIsNoMatterForTheOthers() {
        doThrow(new JobFailure("The folder cannot be removed.", "Check its permissions.", null))
                .when(engine)
                .remove(any());

        sweepEngine(15, failed, succeeded);

        assertRemovedFromEngine(failed, succeeded);
    }

    @Test
    void anEngineThatGivesNoAnswerIsLookedThroughLater() {
        RemoteBackend away = mock(RemoteBackend.class);
        when(away.leftovers()).thenThrow(new EngineUnreachable("The host is away.", "Start it.", null));
        when(backends.backends()).thenReturn(List.of(away, engine));
        when(engine.leftovers()).thenReturn(Map.of(succeeded.value().toString(), Instant.EPOCH));
        ExchangeStore own = mock(ExchangeStore.class);
        when(own.location()).thenReturn(new Location("/srv/objects", "understudy", true));

        new JobFolderSweep(queries, own, backends, Clock.fixed(now, ZoneOffset.UTC)).sweep();

        assertRemovedFromEngine(succeeded);
    }

    private void assertLeft(RunId... runs) {
        assertThat(new JobFolders(bucket).changed())
                .containsOnlyKeys(
                        Arrays.stream(runs).map(run -> run.value().toString()).toArray(String[]::new));
    }

    @Test
    void whatWasJustWrittenStaysWhileARunMayNeedIt() {
        sweepAfter(0);

        assertThat(new JobFolders(bucket).changed())
                .hasSize(4)
                .containsKey(gone.value().toString());
    }

    @Test
    @Tag("attack")
    void whatIsWrittenByALinkAfterItsRunHasFinishedIsRemovedByTheNextSweep() throws Exception {
        String key = succeeded.value().toString();
        sweepAfter(0);
        URI link = store.store().link(LinkUse.WRITE, "jobs/" + key + "/place/7", Duration.ofDays(7));
        try (HttpClient pod = HttpClient.newHttpClient()) {
            HttpRequest later = HttpRequest.newBuilder(link)
                    .PUT(BodyPublishers.ofString("later"))
                    .build();
            assertThat(pod.send(later, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        }
        assertThat(new JobFolders(bucket).changed()).containsKey(key);

        sweepAfter(0);

        assertThat(new JobFolders(bucket).changed()).doesNotContainKey(key);
    }

    @Test
    @Tag("attack")
    void theFolderOfARunThatIsGoneIsRemovedWhateverItsJobHasLeftThere() {
        sweepAfter(2);

        assertLeft(running, failed);
    }

    @Test
    void aRunThatMayBeResumedKeepsItsFolderForTwoWeeks() {
        sweepAfter(13);
        assertLeft(running, failed);

        sweepAfter(15);
        assertLeft(running);
    }

    @Test
    @Tag("attack")
    void aRunThatIsResumedWhileOthersAreRemovedKeepsItsFolder() {
        when(queries.states(any())).thenReturn(Map.of(failed, "FAILED"), Map.of(failed, "QUEUED"));

        sweepAfter(15);

        assertThat(new JobFolders(bucket).changed()).containsKey(failed.value().toString());
    }

    @Test
    void aServerThatKeepsItsOwnFilesHasNone() {
        ExchangeStore own = mock(ExchangeStore.class);
        when(own.location()).thenReturn(new Location("/srv/objects", "understudy", true));

        new JobFolderSweep(queries, own, backends, Clock.systemUTC()).sweep();

        verify(own).location();
        verifyNoMoreInteractions(own);
    }
}
