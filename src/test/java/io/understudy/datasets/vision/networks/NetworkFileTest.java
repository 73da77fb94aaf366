package io.understudy.datasets.vision.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class NetworkFileTest {
    @Test
    void missingWeightsAreSaidInWords() {
        assertThatThrownBy(() -> NetworkFile.read("no-such-network.bin", "00"))
                .isInstanceOf(NetworksUnavailable.class)
                .hasMessageContaining("npm was not there");
    }

    @Test
    void anotherFileUnderTheSameNameIsRefusedByItsHash() {
        assertThatThrownBy(() -> NetworkFile.read("NetworkFile.class", "0123456789abcdef"))
                .isInstanceOf(NetworksUnavailable.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void quantisedWeightsAreReadBack() {
        Map<String, Tensor> weights = WeightFile.read(
                JsonMapper.builder().build().readTree("""
                        [{"weights": [
                          {"name": "a", "shape": [2], "dtype": "float32",
                           "quantization": {"dtype": "uint8", "scale": 0.5, "min": -1}},
                          {"name": "b", "shape": [1], "dtype": "float32"},
                          {"name": "c", "shape": [1], "dtype": "int32"}]}]"""), new byte[] {0, 4, 0, 0, (byte) 0x80, 0x3F, 7, 0, 0, 0});
        assertThat(weights.get("a").numbers()).containsExactly(-1, 1);
        assertThat(weights.get("b").numbers()).containsExactly(1);
        assertThat(weights.get("c").integers()).containsExactly(7);
    }
}
