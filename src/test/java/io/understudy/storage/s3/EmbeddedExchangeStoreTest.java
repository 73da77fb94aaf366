package io.understudy.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ExchangeStore.LinkUse;
import io.understudy.storage.ExchangeStoreContract;
import io.understudy.storage.StoreUnreachable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
