package io.understudy.platform.net;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack")
class AllowedNetworksTest {
    private static void connect(String networks, String address, String machine, int port) throws Exception {
        try (Socket socket =
                AllowedNetworks.of(networks).sockets(URI.create(address)).createSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(machine), port), 100);
        }
    }

    @Test
    void anAllowedNetworkIsReached() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatCode(() -> connect("127.0.0.0/8", "http://hook", "127.0.0.1", server.getLocalPort()))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> connect("10.0.0.0/8", "https://hook", "127.0.0.1", server.getLocalPort()))
                    .isInstanceOf(RefusedAddressException.class);
            assertThatThrownBy(() -> connect("", "https://hook", "127.0.0.1", server.getLocalPort()))
                    .isInstanceOf(RefusedAddressException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "fe80::1",
                "224.0.0.1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::254"
            })
    void whatHandsOutCredentialsIsReachedByNoAllowance(String machine) {
        assertThatThrownBy(() -> connect("0.0.0.0/0\n::/0", "https://hook", machine, 443))
                .isInstanceOf(RefusedAddressException.class);
    }

    @Test
    void theInternetIsNotReachedByPlainHttp() {
        assertThatThrownBy(() -> connect("10.0.0.0/8", "http://hook", "192.0.43.8", 80))
                .isInstanceOf(RefusedAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "intranet/8",
                "10.0.0.0/8/8",
                "::/129",
                "300.0.0.0/8",
                "/8"
            })
    void whatIsNoNetworkIsNamed(String line) {
        assertThatThrownBy(() -> AllowedNetworks.of("10.0.0.0/8\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(line);
    }
}
