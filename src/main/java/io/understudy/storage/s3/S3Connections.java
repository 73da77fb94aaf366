package io.understudy.storage.s3;

import io.minio.Http;
import io.understudy.platform.net.AddressRule;
import io.understudy.platform.net.GuardedSockets;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

final class S3Connections {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(30);

    private S3Connections() {}

    /** The caller closes the client, through the SDK. */
    static OkHttpClient to(URI endpoint) {
        return builderFor(endpoint)
                .socketFactory(new GuardedSockets(AddressRule.CONFIGURED))
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(TRANSFER_TIMEOUT)
                .writeTimeout(TRANSFER_TIMEOUT)
                .build();
    }

    private static OkHttpClient.Builder builderFor(URI endpoint) {
        if ("https".equalsIgnoreCase(endpoint.getScheme())) {
            return Http.newDefaultClient().newBuilder();
        }
        // Without TLS there is no need to load the trusted certificates, which takes most of a second.
        return new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .addInterceptor(new Http.StatusRetryInterceptor());
    }
}
