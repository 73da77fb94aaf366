package io.understudy.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class UnixSocketsTest {
    private static final URI SOCKET = URI.create("unix:/run/a.sock");

    @Test
    void aCallToASocketEndsEvenIfNoConnectionIsTaken() {
        assertThat(UnixSockets.client(new OkHttpClient(), SOCKET).callTimeoutMillis())
                .isPositive();
    }

    @Test
    void aShorterLimitOfTheClientStays() {
        OkHttpClient usual =
                new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(10)).build();

        assertThat(UnixSockets.client(usual, SOCKET).callTimeoutMillis()).isEqualTo(10_000);
        assertThat(UnixSockets.client(usual, URI.create("https://engine.example")))
                .isSameAs(usual);
    }
}
