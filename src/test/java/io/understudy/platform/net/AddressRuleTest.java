package io.understudy.platform.net;

import static org.assertj.core.api.Assertions.assertThat;
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
class AddressRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void noSiteOfTheInternetIsThere(String machine) throws Exception {
        assertThat(AddressRule.PUBLIC.reaches(InetAddress.getByName(machine))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450::1"
            })
    void theInternetIsReached(String machine) throws Exception {
        assertThat(AddressRule.PUBLIC.reaches(InetAddress.getByName(machine))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://media.example.com/file",
                "ftp://media.example.com/file",
                "file:///etc/passwd",
                "https:/file",
                "https:file",
                "//media.example.com/file",
                "https://media.example.com:22/file",
                "https://fal.media@127.0.0.1/file",
                "https://user:secret@media.example.com/file",
                "https://%6cocalhost/file",
                "https://127.0.0.1/file",
                "https://127.1/file",
                "https://2130706433/file",
                "https://[::1]/file",
                "https://[::ffff:169.254.169.254]/file",
                "https://[fe80::1%25eth0]/file",
                "https://300.300.300.300/file"
            })
    void whatIsWrittenIsRefusedBeforeAnyNameIsAsked(String address) {
        assertThat(AddressRule.PUBLIC.allows(URI.create(address))).isFalse();
    }

    @Test
    void aPublicAddressIsTaken() {
        assertThat(AddressRule.PUBLIC.allows(URI.create("https://v3.fal.media/files/a.safetensors")))
                .isTrue();
        assertThat(AddressRule.PUBLIC.allows(URI.create("HTTPS://v3.fal.media:443/files/a.safetensors")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://objects:9000", "http://10.0.0.7:9000", "https://localhost", "http://[fd12::1]:9000"})
    void aServerOfTheTeamMayBeInItsOwnNetwork(String address) {
        assertThat(AddressRule.CONFIGURED.allows(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://[fd00:ec2::254]/latest",
                "http://[fe80::1]/",
                "http://100.100.100.200/",
                "http://168.63.129.16/machine",
                "http://192.0.0.192/opc/v1/instance",
                "http://224.0.0.1/",
                "file:///etc/passwd",
                "gopher://objects:9000/",
                "objects:9000"
            })
    void noServerOfATeamIsWhereACloudHandsOutItsCredentials(String address) {
        assertThat(AddressRule.CONFIGURED.allows(URI.create(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//objects:9000", "https://objects:99999/", "http://objects:0/", "https://a b/", "objects"})
    void whatIsNoAddressIsRefusedAndThrowsNothing(String address) {
        assertThat(AddressRule.CONFIGURED.allows(address)).isFalse();
        assertThat(AddressRule.PUBLIC.allows(address)).isFalse();
    }

    @Test
    void aSocketJudgesWhereItConnectsTo() throws Exception {
        try (ServerSocket inside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket foreign = new GuardedSockets(AddressRule.PUBLIC).createSocket();
                Socket own = new GuardedSockets(AddressRule.CONFIGURED).createSocket();
                Socket metadata = new GuardedSockets(AddressRule.CONFIGURED).createSocket()) {
            InetSocketAddress to = new InetSocketAddress(inside.getInetAddress(), inside.getLocalPort());

            assertThatThrownBy(() -> foreign.connect(to, 1000)).isInstanceOf(RefusedAddressException.class);
            assertThatThrownBy(() -> foreign.connect(to)).isInstanceOf(RefusedAddressException.class);
            assertThatThrownBy(() -> metadata.connect(new InetSocketAddress("169.254.169.254", 80), 1000))
                    .isInstanceOf(RefusedAddressException.class);
            own.connect(to, 1000);
            assertThat(own.isConnected()).isTrue();
        }
    }
}
