package io.understudy.storage.s3;

import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ExchangeStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** See {@link RemoteObjectStoreTest}. */
@EnabledIfEnvironmentVariable(
        named = "UNDERSTUDY_TEST_S3_ENDPOINT",
        matches = ".+",
        disabledReason =
                "UNDERSTUDY_TEST_S3_ENDPOINT, _REGION, _ACCESS_KEY and _SECRET_KEY name no S3 service to test against")
@Tag("slow")
class RemoteExchangeStoreTest extends ExchangeStoreContract {
    private static MinioBucket bucket;

    @BeforeAll
    static void connect() {
        bucket = RemoteObjectStoreTest.bucket(
                RemoteObjectStoreTest.setting("REGION"), RemoteObjectStoreTest.setting("SECRET_KEY"));
    }

    @AfterAll
    static void disconnect() throws Exception {
        bucket.close();
    }

    @Override
    public ExchangeStore store() {
        return new MinioExchangeStore(bucket);
    }
}
