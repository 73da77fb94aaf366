package io.understudy.storage.s3;

import io.understudy.storage.ObjectStore;
import io.understudy.storage.ObjectStoreContract;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The same promises from a service that someone else runs, for example a MinIO in a container. */
@EnabledIfEnvironmentVariable(
        named = "UNDERSTUDY_TEST_S3_ENDPOINT",
        matches = ".+",
        disabledReason = "UNDERSTUDY_TEST_S3_ENDPOINT, _ACCESS_KEY and _SECRET_KEY name no S3 service to test against")
class RemoteObjectStoreTest extends ObjectStoreContract {
    private static MinioObjectStore store;

    @BeforeAll
    static void connect() {
        S3Endpoint endpoint =
                new S3Endpoint.Remote(URI.create(setting("ENDPOINT")), setting("ACCESS_KEY"), setting("SECRET_KEY"));
        store = new MinioObjectStore(endpoint, "us-east-1", "understudy-test");
    }

    @AfterAll
    static void disconnect() throws Exception {
        store.close();
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv("UNDERSTUDY_TEST_S3_" + name), "UNDERSTUDY_TEST_S3_" + name);
    }

    @Override
    public ObjectStore store() {
        return store;
    }
}
