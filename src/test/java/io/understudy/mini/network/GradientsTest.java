package io.understudy.mini.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.lora.Strength;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.mini.TinyBase;
import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.kernel.Matrix;
import java.io.IOException;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every layer's gradient against central finite differences of the same layer in double precision. Each layer's output is
 * weighted with random numbers and summed, which makes a scalar whose derivative is the layer's gradient for those weights.
 */
@Tag("optimised")
class GradientsTest {
    private static final int WIDTH = TinyBase.WIDTH;
    private static final int TOKENS = DoubleReference.TOKENS;
    private static final TransformerShape SHAPE = new TransformerShape(
            WIDTH, TinyBase.DEPTH, TinyBase.HEAD, TinyBase.HIDDEN, TinyBase.CHANNELS, TinyBase.SIDE, 64);

    private final Random random = new Random(3);
    private final Kernels kernels = Kernels.scalar();

    @Test
    void layerNormAgreesWithFiniteDifferences() {
        float[] x = random(TOKENS * WIDTH);
        float[] modulation = random(2 * WIDTH);
        float[] weights = random(x.length);
        float[] out = new float[x.length];
        AdaptiveLayerNorm.Statistics statistics = new AdaptiveLayerNorm.Statistics(TOKENS);
        AdaptiveLayerNorm.forward(x, statistics, modulation, 0, WIDTH, WIDTH, out);
        float[] gradient = new float[x.length];
        AdaptiveLayerNorm.backward(x, statistics, modulation, WIDTH, WIDTH, weights, gradient);

        double[] wide = DoubleReference.widen(modulation);
        assertSame(out, DoubleReference.layerNorm(DoubleReference.widen(x), wide, 0, WIDTH));
        assertGradient(gradient, x, at -> dot(weights, DoubleReference.layerNorm(at, wide, 0, WIDTH)));
    }

    @Test
    void headNormAndRotationAgreeWithFiniteDifferences() {
        float[] x = random(TOKENS * TinyBase.HEAD);
        float[] norm = random(TinyBase.HEAD);
        float[] weights = random(x.length);
        HeadNormRotation layer = new HeadNormRotation(SHAPE, norm, new RotaryTable(SHAPE));
        float[] out = new float[x.length];
        layer.forward(x, TinyBase.HEAD, 0, out, TinyBase.HEAD, 0);
        float[] gradient = new float[x.length];
        layer.backward(x, TinyBase.HEAD, 0, weights, gradient);

        double[] wide = DoubleReference.widen(norm);
        assertSame(out, DoubleReference.headNorm(DoubleReference.widen(x), TinyBase.HEAD, 0, wide));
        assertGradient(gradient, x, at -> dot(weights, DoubleReference.headNorm(at, TinyBase.HEAD, 0, wide)));
    }

    @Test
    void softmaxAgreesWithFiniteDifferences() {
        float[] scores = random(48);
        float[] p = scores.clone();
        Softmax.inPlace(p, 0, 1, 48);
        float[] weights = random(48);
        float[] gradient = weights.clone();
        Softmax.backward(p, 0, gradient, 1, 48);

        assertSame(p, DoubleReference.softmax(DoubleReference.widen(scores)));
        assertGradient(gradient, scores, at -> dot(weights, DoubleReference.softmax(at)));
    }

    @Test
    void geluAgreesWithFiniteDifferences() {
        float[] x = random(200);
        x[0] = 0;
        x[1] = 12;
        x[2] = -12;
        float[] tanh = new float[x.length];
        float[] out = new float[x.length];
        Gelu.forward(x, 0, tanh, 0, out, 0, x.length);
        float[] weights = random(x.length);
        float[] gradient = new float[x.length];
        Gelu.backward(x, 0, tanh, 0, weights, 0, gradient, 0, x.length);

        assertSame(out, gelu(DoubleReference.widen(x)));
        assertGradient(gradient, x, at -> dot(weights, gelu(at)));
    }

    @Test
    void linearAgreesWithFiniteDifferences() {
        float[] w = random(48 * WIDTH);
        float[] bias = random(48);
        float[] x = random(5 * WIDTH);
        float[] weights = random(5 * 48);
        Linear linear = Linear.of(w, bias);
        Matrix y = Matrix.of(new float[5 * 48], 5, 48);
        linear.multiply(kernels, Matrix.of(x, 5, WIDTH), y);
        linear.addBias(y);
        float[] gradient = new float[x.length];
        linear.backward(kernels, Matrix.of(weights, 5, 48), Matrix.of(gradient, 5, WIDTH));

        double[] wide = DoubleReference.widen(w);
        double[] wideBias = DoubleReference.widen(bias);
        assertSame(y.data(), DoubleReference.linear(wide, wideBias, DoubleReference.widen(x), null));
        assertGradient(gradient, x, at -> dot(weights, DoubleReference.linear(wide, wideBias, at, null)));
    }

    @Test
    void aLoraPairAgreesWithFiniteDifferencesForBothMatricesAndTheInput() {
        int rank = 5;
        int outputs = 48;
        LoraPair pair = new LoraPair(WIDTH, outputs, rank);
        pair.load(random(rank * WIDTH), random(rank * outputs));
        float[] x = random(7 * WIDTH);
        float[] weights = random(7 * outputs);
        Matrix inner = Matrix.of(new float[7 * 16], 7, 16);
        Matrix gradInner = Matrix.of(new float[7 * 16], 7, 16);
        Matrix y = Matrix.of(new float[7 * outputs], 7, outputs);
        Matrix gradX = Matrix.of(new float[7 * WIDTH], 7, WIDTH);
        LoraPairGradient gradient = LoraPairGradient.of(pair);
        pair.forward(kernels, 0.6f, Matrix.of(x, 7, WIDTH), inner, y);
        pair.backward(
                kernels, 0.6f, Matrix.of(x, 7, WIDTH), inner, Matrix.of(weights, 7, outputs), gradInner, gradient);
        pair.addInputGradient(kernels, gradInner, gradX);

        double[] zero = new double[outputs * WIDTH];
        double[] noBias = new double[outputs];
        double[] wideX = DoubleReference.widen(x);
        double[] a = DoubleReference.widen(pair.down());
        double[] b = DoubleReference.widen(pair.upTransposed());
        double scale = 0.6f;
        assertSame(y.data(), DoubleReference.linear(zero, noBias, wideX, new DoubleReference.Pair(a, b, scale)));
        assertGradient(
                gradient.down(),
                pair.down(),
                rank * WIDTH,
                at -> dot(
                        weights, DoubleReference.linear(zero, noBias, wideX, new DoubleReference.Pair(at, b, scale))));
        assertGradient(
                gradient.upTransposed(),
                pair.upTransposed(),
                rank * outputs,
                at -> dot(
                        weights, DoubleReference.linear(zero, noBias, wideX, new DoubleReference.Pair(a, at, scale))));
        assertGradient(
                gradX.data(),
                x,
                at -> dot(weights, DoubleReference.linear(zero, noBias, at, new DoubleReference.Pair(a, b, scale))));
        assertThat(gradient.down()[rank * WIDTH])
                .as("padding stays without gradient")
                .isZero();
    }

    @Test
    void attentionAgreesWithFiniteDifferences() {
        float[] queryNorm = random(TinyBase.HEAD);
        float[] keyNorm = random(TinyBase.HEAD);
        RotaryTable angles = new RotaryTable(SHAPE);
        Attention attention = new Attention(
                SHAPE, new HeadNormRotation(SHAPE, queryNorm, angles), new HeadNormRotation(SHAPE, keyNorm, angles));
        BlockActivations kept = new BlockActivations(SHAPE, 16);
        Scratch scratch = new Scratch(SHAPE, 16, true);
        float[] projected = random(TOKENS * SHAPE.projection());
        System.arraycopy(projected, 0, kept.projected.data(), 0, projected.length);
        attention.forward(kernels, kept, scratch);
        float[] weights = new float[TOKENS * WIDTH];
        for (int token = 0; token < TOKENS; token++) {
            for (int i = 0; i < WIDTH; i++) {
                float weight = (float) random.nextGaussian();
                weights[token * WIDTH + i] = weight;
                scratch.gradMixed.data()[token * SHAPE.mixed() + i] = weight;
            }
        }
        attention.backward(kernels, kept, scratch);

        double[] q = DoubleReference.widen(queryNorm);
        double[] k = DoubleReference.widen(keyNorm);
        assertGradient(
                scratch.gradProjected.data(),
                projected,
                at -> dot(weights, DoubleReference.attention(at, SHAPE.projection(), q, k)));
    }

    @Test
    void theWholeTransformerAgreesWithFiniteDifferencesInEveryPair() throws IOException {
        Transformer transformer;
        try (SafetensorsFile file = SafetensorsFile.of(TinyBase.bytes())) {
            transformer = Transformer.read(file, kernels);
        }
        DoubleReference reference = new DoubleReference();
        LoraAdapter adapter = LoraAdapter.zero(transformer.shape(), 3, 6);
        DoubleReference.Pair[] pairs = new DoubleReference.Pair[adapter.pairs().size()];
        for (int i = 0; i < pairs.length; i++) {
            LoraPair pair = adapter.pairs().get(i);
            pair.load(scaled(random(3 * pair.inputs()), 0.15f), scaled(random(3 * pair.outputs()), 0.15f));
            pairs[i] = new DoubleReference.Pair(
                    DoubleReference.widen(pair.down()), DoubleReference.widen(pair.upTransposed()), 2);
        }
        float[] latent = random(transformer.shape().latentSize());
        float[] weights = random(latent.length);
        int[] ids = new Tokeniser(64).ids("ohwx woman, red hair, beach");
        Activations work = Activations.forTraining(transformer.shape(), 3);
        LoraGradient gradient = LoraGradient.of(adapter);
        AdapterUse use = AdapterUse.of(adapter, Strength.FULL);
        transformer.forward(work, latent, 0.37f, ids, use);
        transformer.backward(work, weights, use, gradient);

        double[] wideLatent = DoubleReference.widen(latent);
        assertSame(work.velocity(), reference.velocity(wideLatent, 0.37f, ids, pairs));
        for (int i = 0; i < pairs.length; i++) {
            int index = i;
            DoubleReference.Pair kept = pairs[i];
            LoraPair pair = adapter.pairs().get(i);
            assertGradient(gradient.pairs().get(i).down(), pair.down(), 3 * pair.inputs(), at -> {
                pairs[index] = new DoubleReference.Pair(at, kept.bTransposed(), 2);
                return dot(weights, reference.velocity(wideLatent, 0.37f, ids, pairs));
            });
            assertGradient(gradient.pairs().get(i).upTransposed(), pair.upTransposed(), 3 * pair.outputs(), at -> {
                pairs[index] = new DoubleReference.Pair(kept.a(), at, 2);
                return dot(weights, reference.velocity(wideLatent, 0.37f, ids, pairs));
            });
            pairs[i] = kept;
        }
    }

    private static double[] gelu(double[] x) {
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = DoubleReference.gelu(x[i]);
        }
        return out;
    }

    private float[] random(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] scaled(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    private static double dot(float[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    private static void assertSame(float[] values, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) values[i]).isCloseTo(expected[i], within(1e-5 + 1e-4 * Math.abs(expected[i])));
        }
    }

    private void assertGradient(float[] gradient, float[] at, ToDoubleFunction<double[]> function) {
        assertGradient(gradient, at, at.length, function);
    }

    /** Compares 25 coordinates drawn at random from the first {@code count}. */
    private void assertGradient(float[] gradient, float[] at, int count, ToDoubleFunction<double[]> function) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(gradient[i]));
        }
        assertThat(largest).isPositive();
        for (int check = 0; check < 25; check++) {
            int i = random.nextInt(count);
            double step = 1e-5;
            double[] wide = DoubleReference.widen(at);
            wide[i] += step;
            double above = function.applyAsDouble(wide);
            wide[i] -= 2 * step;
            double below = function.applyAsDouble(wide);
            assertThat((double) gradient[i])
                    .as("coordinate %d", i)
                    .isCloseTo((above - below) / (2 * step), within(1e-5 * largest + 1e-4 * Math.abs(gradient[i])));
        }
    }
}
