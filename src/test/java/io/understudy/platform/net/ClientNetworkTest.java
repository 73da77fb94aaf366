package io.understudy.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"2001:db8:0:7::", "2001:db8:0:7:ffff:ffff:ffff:ffff", "2001:DB8:0:7::1", "2001:db8:0:7::1%2"})
    void addressesOfOneNetworkAreOne(String address) {
        assertThat(ClientNetwork.of(address)).isEqualTo("20010db800000007/64");
    }

    @Test
    void theNextNetworkIsAnother() {
        assertThat(ClientNetwork.of("2001:db8:0:8::1")).isNotEqualTo(ClientNetwork.of("2001:db8:0:7::1"));
    }

    @ParameterizedTest
    @CsvSource({"198.51.100.7,198.51.100.7", "::ffff:198.51.100.7,198.51.100.7", "'',''", "a name,a name"})
    void anyOtherAddressIsItself(String address, String network) {
        assertThat(ClientNetwork.of(address)).isEqualTo(network);
    }
}
