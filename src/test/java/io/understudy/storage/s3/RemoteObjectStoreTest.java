package io.understudy.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.storage.ObjectContent;
import io.understudy.storage.ObjectStore;
import io.understudy.storage.ObjectStoreContract;
import io.understudy.storage.StorageFailure;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same promises from a service that someone else runs, for example the Ceph that .ci/ceph starts. */
@EnabledIfEnvironmentVariable(
        named = "UNDERSTUDY_TEST_S3_ENDPOINT",
        matches = ".+",
        disabledReason =
                "UNDERSTUDY_TEST_S3_ENDPOINT, _REGION, _ACCESS_KEY and _SECRET_KEY name no S3 service to test against")
@Tag("slow")
class RemoteObjectStoreTest extends ObjectStoreContract {
    private static MinioObjectStore store;

    @BeforeAll
    static void connect() {
        store = connect(setting("REGION"), setting("SECRET_KEY"));
    }

    private static MinioObjectStore connect(String region, String secretKey) {
        return new MinioObjectStore(bucket(region, secretKey));
    }

    static MinioBucket bucket(String region, String secretKey) {
        return bucket(region, secretKey, "understudy-test-" + region);
    }

    private static MinioBucket bucket(String region, String secretKey, String name) {
        S3Endpoint endpoint =
                new S3Endpoint.Remote(URI.create(setting("ENDPOINT")), setting("ACCESS_KEY"), secretKey, null);
        return new MinioBucket(endpoint, region, name, null, () -> {});
    }

    @Test
    void withoutARegionTheServiceIsAskedForThatOfTheBucket() throws Exception {
        String there = "understudy-test-" + setting("REGION");
        try (MinioObjectStore asked = new MinioObjectStore(bucket("", setting("SECRET_KEY"), there))) {
            asked.putIfAbsent("asked", new ObjectContent.OfBytes(new byte[] {1}), "text/plain");

            assertThat(store.exists("asked")).isTrue();
            asked.remove("asked");
        }
    }

    @Test
    void aRegionThatTheServiceLacksIsNamed() {
        assertThatThrownBy(() -> connect("atlantis-1", setting("SECRET_KEY")))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("understudy.storage.region");
    }

    @Test
    void aWrongKeyIsNamed() {
        assertThatThrownBy(() -> connect(setting("REGION"), "not the secret key"))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("secret-key")
                .hasMessageNotContaining("Authorization");
    }

    @AfterAll
    static void disconnect() throws Exception {
        store.close();
    }

    static String setting(String name) {
        return Objects.requireNonNull(System.getenv("UNDERSTUDY_TEST_S3_" + name), "UNDERSTUDY_TEST_S3_" + name);
    }

    @Override
    public ObjectStore store() {
        return store;
    }
}
