package io.understudy.storage.s3;

import io.minio.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.SocketFactory;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

final class S3Connections {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofMinutes(2);

    private S3Connections() {}

    /** The caller closes the client, through the SDK. */
    static OkHttpClient to(URI endpoint) {
        return builderFor(endpoint)
                .socketFactory(new NoDelaySockets())
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

    /**
     * Sends head and body of a request without waiting for the acknowledgement in between: without it a small put
     * takes twice as long.
     */
    private static final class NoDelaySockets extends SocketFactory {
        private final SocketFactory plain = SocketFactory.getDefault();

        @Override
        public Socket createSocket() throws IOException {
            return hurried(plain.createSocket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return hurried(plain.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return hurried(plain.createSocket(host, port, localHost, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return hurried(plain.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            return hurried(plain.createSocket(host, port, localHost, localPort));
        }

        private static Socket hurried(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return socket;
        }
    }
}
