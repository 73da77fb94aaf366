package io.understudy.platform.net;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class GuardedSocketsTest {
    /** From the machine itself no packet leaves for another one, which the system says in words of its own. */
    @Test
    void aMachineThatNoRouteLeadsToIsNotReachedAsOneThatRefusesIsNot() throws IOException {
        try (Socket socket = new GuardedSockets(address -> true).createSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> socket.connect(new InetSocketAddress("192.0.2.1", 9), 5_000));
        }
    }
}
