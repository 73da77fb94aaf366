package io.understudy.datasets.quality.vision.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {
    static String[] sums() throws Exception {
        return new String(bytes("SHA256SUMS"), StandardCharsets.UTF_8).split("\n");
    }

    @ParameterizedTest
    @MethodSource("sums")
    void eachNetworkIsTheOneThatWasConverted(String sum) throws Exception {
        String[] hashAndName = sum.split(" +");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(hashAndName[1]));
        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(hashAndName[0]);
    }

    private static byte[] bytes(String name) throws Exception {
        try (var file = NetworksTest.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
    }
}
