package io.understudy.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ExchangeStore.LinkUse;
import io.understudy.storage.ExchangeStoreContract;
import io.understudy.storage.StorageFailure;
import io.understudy.storage.StoreUnreachable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedExchangeStoreTest extends ExchangeStoreContract {
    @TempDir
    static Path directory;

    private static EmbeddedEndpoint endpoint;
    private static MinioBucket bucket;

    @BeforeAll
    static void start() {
        endpoint = new EmbeddedEndpoint(directory);
        bucket = new MinioBucket(endpoint, "us-east-1", "understudy", null, () -> {});
    }

    @AfterAll
    static void stop() throws Exception {
        bucket.close();
        endpoint.close();
    }

    @Override
    public ExchangeStore store() {
        return new MinioExchangeStore(bucket);
    }

    @Test
    void itSaysThatMachinesElsewhereDoNotReachIt() {
        assertThat(store().location().embedded()).isTrue();
    }

    @Test
    void linksLeadToThePublicEndpointWhereThereIsOne() throws Exception {
        URI outside = URI.create("http://files.example.org:9000");
        try (MinioBucket reached = new MinioBucket(endpoint, "us-east-1", "understudy", outside, () -> {})) {
            assertThat(new MinioExchangeStore(reached).link(LinkUse.WRITE, "place/1", Duration.ofDays(7)))
                    .hasAuthority("files.example.org:9000")
                    .hasPath("/understudy/place/1")
                    .hasParameter("X-Amz-Expires", "604800");
        }
    }

    @Test
    void aMissingBucketIsNoMissingObject() throws Exception {
        Path folder = directory.resolve("emptied");
        try (TestBucket emptied = new TestBucket(folder)) {
            Files.delete(folder.resolve(TestBucket.NAME));

            assertThatThrownBy(() -> emptied.store().find("x")).isInstanceOf(StorageFailure.class);
            assertThatThrownBy(() -> emptied.store().read("x", 0, 1)).isInstanceOf(StorageFailure.class);
        }
    }

    /** Such as one whose store was moved behind it. */
    @Test
    void thePageOfAProxyIsNoMissingObject() throws Exception {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger requests = new AtomicInteger();
        proxy.createContext("/", exchange -> {
            boolean isBucket = requests.incrementAndGet() == 1;
            boolean head = exchange.getRequestMethod().equals("HEAD");
            byte[] page = "<html>Not found</html>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(isBucket ? 200 : 404, head ? -1 : page.length);
            if (!head) {
                exchange.getResponseBody().write(page);
            }
            exchange.close();
        });
        proxy.start();
        S3Endpoint there = new S3Endpoint.Remote(
                URI.create("http://127.0.0.1:" + proxy.getAddress().getPort()), "key", "secret", null);
        try (MinioBucket behind = new MinioBucket(there, "us-east-1", "understudy", null, () -> {})) {
            assertThatThrownBy(() -> new MinioExchangeStore(behind).find("x")).isInstanceOf(StoreUnreachable.class);
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void aStoreThatIsAwayIsNoMissingObject() throws Exception {
        try (TestBucket away = new TestBucket(directory.resolve("away"))) {
            ExchangeStore store = away.store();
            away.stop();

            assertThatThrownBy(() -> store.find("x")).isInstanceOf(StoreUnreachable.class);
            assertThatThrownBy(() -> store.read("x", 0, 1)).isInstanceOf(StoreUnreachable.class);
            assertThatThrownBy(() -> store.list("x")).isInstanceOf(StoreUnreachable.class);
        }
    }
}
