package io.understudy.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.storage.ObjectContent;
import io.understudy.storage.ObjectStore;
import io.understudy.storage.ObjectStoreContract;
import io.understudy.storage.StorageFailure;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class EmbeddedObjectStoreTest extends ObjectStoreContract {
    @TempDir
    static Path directory;

    private static EmbeddedEndpoint endpoint;
    private static MinioObjectStore store;

    @BeforeAll
    static void start() {
        endpoint = new EmbeddedEndpoint(directory);
        store = new MinioObjectStore(endpoint, "us-east-1", "understudy");
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
        endpoint.close();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Test
    void listensOnLoopbackOnly() {
        assertThat(endpoint.uri().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void makesOtherKeysAtEveryStartAndRefusesAllOthers(@TempDir Path other) throws Exception {
        try (EmbeddedEndpoint second = new EmbeddedEndpoint(other)) {
            assertThat(second.secretKey()).isNotEqualTo(endpoint.secretKey());
            S3Endpoint stranger = new S3Endpoint.Remote(second.uri(), second.accessKey(), endpoint.secretKey(), null);
            assertThatThrownBy(() -> new MinioObjectStore(stranger, "us-east-1", "understudy"))
                    .isInstanceOf(StorageFailure.class)
                    .hasMessageContaining("understudy.storage");
        }
    }

    @Test
    void objectsSurviveARestart(@TempDir Path other) throws Exception {
        try (EmbeddedEndpoint first = new EmbeddedEndpoint(other);
                MinioObjectStore before = new MinioObjectStore(first, "us-east-1", "understudy")) {
            before.putIfAbsent("kept", new ObjectContent.OfBytes("bytes".getBytes(UTF_8)), "text/plain");
        }
        try (EmbeddedEndpoint second = new EmbeddedEndpoint(other);
                MinioObjectStore after = new MinioObjectStore(second, "us-east-1", "understudy");
                InputStream in = after.open("kept")) {
            assertThat(in.readAllBytes()).isEqualTo("bytes".getBytes(UTF_8));
        }
    }

    @Test
    void withoutARegionTheServiceIsAsked(@TempDir Path other) throws Exception {
        try (EmbeddedEndpoint service = new EmbeddedEndpoint(other);
                MinioObjectStore asked = new MinioObjectStore(service, "", "understudy")) {
            asked.putIfAbsent("kept", new ObjectContent.OfBytes("bytes".getBytes(UTF_8)), "text/plain");

            assertThat(asked.exists("kept")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void theBucketIsNamedInThePathOrInTheHost(boolean pathStyle, boolean inTheHost) {
        S3Endpoint nowhere = new S3Endpoint.Remote(URI.create("http://s3.invalid"), "key", "secret", pathStyle);

        assertThatThrownBy(() -> new MinioObjectStore(nowhere, "us-east-1", "understudy"))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("understudy.storage.path-style")
                .satisfies(failure -> assertThat(
                                String.valueOf(failure.getMessage()).contains("understudy.s3.invalid"))
                        .isEqualTo(inTheHost));
    }

    @Test
    void aServiceThatDoesNotAnswerIsNamedWithWhatToDo() throws Exception {
        EmbeddedEndpoint stopped = new EmbeddedEndpoint(directory.resolve("stopped"));
        S3Endpoint gone = new S3Endpoint.Remote(stopped.uri(), "key", "secret", null);
        stopped.close();
        assertThatThrownBy(() -> new MinioObjectStore(gone, "us-east-1", "understudy"))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining(gone.uri().toString())
                .hasMessageContaining("Start it");
    }
}
