package io.understudy.platform.net;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class GuardedSocketsTest {
    /** No packet leaves a loopback address for another machine, and the system does not call that a refusal. */
    @Test
    void aMachineThatNoRouteLeadsToIsNotReachedAsOneThatRefusesIsNot() throws IOException {
        try (Socket socket = new GuardedSockets(address -> true).createSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> socket.connect(new InetSocketAddress("192.0.2.1", 9), 5_000));
        }
    }
}
