package io.understudy.lora.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverlapReaderTest {
    private static final String SINGLE = "lora_unet_single_blocks_0_linear2";

    private static float[] random(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int at = 0; at < length; at++) {
            values[at] = (float) random.nextGaussian();
        }
        return values;
    }

    private static SafetensorsWriter pair(
            SafetensorsWriter file, String module, float[] down, float[] up, int rank, float alpha) {
        return file.tensor(module + ".lora_down.weight", TensorType.F32, down, rank, down.length / rank)
                .tensor(module + ".lora_up.weight", TensorType.F32, up, up.length / rank, rank)
                .tensor(module + ".alpha", TensorType.F32, new float[] {alpha});
    }

    private static Overlap read(SafetensorsWriter first, SafetensorsWriter second) throws IOException {
        try (SafetensorsFile one = SafetensorsFile.of(first.toBytes());
                SafetensorsFile other = SafetensorsFile.of(second.toBytes())) {
            return OverlapReader.read(one, 1, other, 1);
        }
    }

    private static double[][] change(float[] down, float[] up, int rank, double scale) {
        int inputs = down.length / rank;
        int outputs = up.length / rank;
        double[][] change = new double[outputs][inputs];
        for (int row = 0; row < outputs; row++) {
            for (int column = 0; column < inputs; column++) {
                for (int at = 0; at < rank; at++) {
                    change[row][column] += scale * up[row * rank + at] * down[at * inputs + column];
                }
            }
        }
        return change;
    }

    @Test
    void theNumbersAreThoseOfTheWholeMatrices() throws IOException {
        float[] a1 = random(1, 3 * 20);
        float[] b1 = random(2, 12 * 3);
        float[] a2 = random(3, 2 * 20);
        float[] b2 = random(4, 12 * 2);
        double[][] first = change(a1, b1, 3, 6.0 / 3);
        double[][] second = change(a2, b2, 2, 1.0 / 2);

        Overlap overlap = read(
                pair(new SafetensorsWriter(), SINGLE, a1, b1, 3, 6),
                pair(new SafetensorsWriter(), SINGLE, a2, b2, 2, 1));

        assertThat(overlap.energyOfFirst()).isCloseTo(SmallMatrix.sumOfProducts(first, first), within(1e-3));
        assertThat(overlap.energyOfSecond()).isCloseTo(SmallMatrix.sumOfProducts(second, second), within(1e-3));
        assertThat(overlap.product()).isCloseTo(SmallMatrix.sumOfProducts(first, second), within(1e-3));
    }

    @Test
    void aFileSharesEverythingWithItselfAndItsNegative() throws IOException {
        float[] a = random(1, 4 * 30);
        float[] b = random(2, 16 * 4);
        float[] minus = b.clone();
        for (int at = 0; at < minus.length; at++) {
            minus[at] = -minus[at];
        }
        SafetensorsWriter file = pair(new SafetensorsWriter(), SINGLE, a, b, 4, 4);

        Overlap same = read(file, pair(new SafetensorsWriter(), SINGLE, a, b, 4, 4));
        Overlap against = read(file, pair(new SafetensorsWriter(), SINGLE, a, minus, 4, 2));

        assertThat(same.cosine()).isCloseTo(1, within(1e-6));
        assertThat(same.shared()).isCloseTo(1, within(1e-6));
        assertThat(against.cosine()).isCloseTo(-1, within(1e-6));
        assertThat(against.shared()).isCloseTo(1, within(1e-6));
        assertThat(same.heavyInBoth()).isEqualTo(1);
    }

    @Test
    void whatWorksOnDifferentInputsSharesNothing() throws IOException {
        float[] b = random(2, 16 * 2);
        float[] left = new float[2 * 30];
        float[] right = new float[2 * 30];
        for (int row = 0; row < 2; row++) {
            left[row * 30 + row] = 1;
            right[row * 30 + 10 + row] = 1;
        }

        Overlap overlap = read(
                pair(new SafetensorsWriter(), SINGLE, left, b, 2, 2),
                pair(new SafetensorsWriter(), SINGLE, right, b, 2, 2));

        assertThat(overlap.cosine()).isCloseTo(0, within(1e-9));
        assertThat(overlap.shared()).isCloseTo(0, within(1e-9));
    }

    @Test
    void fusedAndSplitLayersMeetWhoeverWroteThem() throws IOException {
        float[] a = random(1, 2 * 8);
        float[] q = random(2, 8 * 2);
        float[] k = random(3, 8 * 2);
        float[] v = random(4, 8 * 2);
        float[] fused = new float[3 * 16];
        System.arraycopy(q, 0, fused, 0, 16);
        System.arraycopy(k, 0, fused, 16, 16);
        System.arraycopy(v, 0, fused, 32, 16);
        SafetensorsWriter split = new SafetensorsWriter();
        for (var slice : java.util.Map.of("q", q, "k", k, "v", v).entrySet()) {
            String module = "transformer.transformer_blocks.0.attn.to_" + slice.getKey();
            split.tensor(module + ".lora_A.weight", TensorType.F32, a, 2, 8)
                    .tensor(module + ".lora_B.weight", TensorType.F32, slice.getValue(), 8, 2);
        }

        Overlap overlap =
                read(pair(new SafetensorsWriter(), "lora_unet_double_blocks_0_img_attn_qkv", a, fused, 2, 2), split);

        assertThat(overlap.common()).isEqualTo(3);
        assertThat(overlap.cosine()).isCloseTo(1, within(1e-6));
    }

    @Test
    void untrainedFilesAndLayersOfOneFileOnlyDoNoHarm() throws IOException {
        float[] a = random(1, 2 * 8);
        SafetensorsWriter untrained = pair(new SafetensorsWriter(), SINGLE, a, new float[16], 2, 2);
        SafetensorsWriter other =
                pair(new SafetensorsWriter(), "lora_unet_single_blocks_1_linear2", a, random(2, 16), 2, 2);

        assertThat(read(untrained, pair(new SafetensorsWriter(), SINGLE, a, random(2, 16), 2, 2)))
                .returns(0.0, Overlap::shared)
                .returns(0.0, Overlap::cosine);
        assertThat(read(untrained, other)).returns(0, Overlap::common).returns(0, Overlap::heavyInBoth);
    }
}
