package io.understudy.training.backends.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ExchangeStore.LinkUse;
import io.understudy.storage.ObjectStore.Location;
import io.understudy.storage.TestSpool;
import io.understudy.storage.s3.TestBucket;
import io.understudy.training.RunId;
import io.understudy.training.backends.cluster.bucket.BucketJobFolder;
import io.understudy.training.backends.cluster.bucket.JobBucket;
import io.understudy.training.backends.cluster.bucket.JobFolders;
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
import java.time.InstantSource;
import java.util.Arrays;
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
        new JobFolderSweep(queries, store.store(), Clock.offset(Clock.systemUTC(), Duration.ofDays(days))).sweep();
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

        new JobFolderSweep(queries, own, Clock.systemUTC()).sweep();

        verify(own).location();
        verifyNoMoreInteractions(own);
    }
}
