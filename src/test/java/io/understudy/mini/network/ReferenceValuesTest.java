package io.understudy.mini.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.lora.Strength;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.mini.autoencoder.Autoencoder;
import io.understudy.mini.kernel.Kernels;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares with numbers that PyTorch computed on the bundled base; {@code reference.json} lists the fixed inputs. */
@Tag("optimised")
class ReferenceValuesTest {
    private static final String CAPTION = "ohwx woman, red hair, green sweater, beach background, close-up";

    private static JsonNode reference;
    private static Transformer transformer;
    private static Autoencoder autoencoder;
    private static Tokeniser tokeniser;

    @BeforeAll
    static void load() throws IOException {
        reference = new JsonMapper().readTree(resource("reference.json"));
        try (SafetensorsFile file = SafetensorsFile.of(resource("base.safetensors"))) {
            transformer = Transformer.read(file, Kernels.fastest());
            autoencoder = Autoencoder.read(file, transformer.shape().gridSide(), Kernels.fastest());
            tokeniser = new Tokeniser(transformer.shape().buckets());
        }
    }

    @Test
    void theTokeniserGivesTheStoredIds() {
        assertThat(reference.get("tokeniser").size()).isPositive();
        for (JsonNode example : reference.get("tokeniser")) {
            int[] expected = example.get("ids")
                    .valueStream()
                    .mapToInt(JsonNode::intValue)
                    .toArray();
            assertThat(tokeniser.ids(example.get("text").stringValue())).containsExactly(expected);
        }
    }

    @Test
    void theAutoencoderEncodesAndDecodesAsStored() {
        float[] decoded = autoencoder.decode(latent());
        double mean = 0;
        for (float value : decoded) {
            mean += value / decoded.length;
        }
        double squares = 0;
        for (float value : decoded) {
            squares += (value - mean) * (value - mean);
        }
        assertClose(mean, "vae_decode_mean", 0.01);
        assertClose(Math.sqrt(squares / (decoded.length - 1)), "vae_decode_std", 0.01);

        int side = autoencoder.pictureSide();
        float[] picture = new float[3 * side * side];
        for (int i = 0; i < picture.length; i++) {
            int value = (int) Math.round(127.5 + 100 * Math.sin(.011 * i));
            picture[i % 3 * side * side + i / 3] = value / 127.5f - 1;
        }
        assertClose(norm(autoencoder.encode(picture)), "vae_encode_norm", 0.01);
    }

    @Test
    void theTransformerPredictsAsStored() {
        Activations work = Activations.forSampling(transformer.shape(), 16);
        transformer.forward(work, latent(), .6f, tokeniser.ids(CAPTION), null);
        assertClose(norm(work.velocity()), "forward_norm", 0.01);
        JsonNode first = reference.get("forward_first8");
        for (int i = 0; i < first.size(); i++) {
            assertThat((double) work.velocity()[i]).isCloseTo(first.get(i).doubleValue(), within(5e-4));
        }
    }

    @Test
    void theLossAndItsGradientAreAsStored() {
        LoraAdapter adapter = LoraAdapter.zero(transformer.shape(), 16, 16);
        for (int block = 0; block < transformer.shape().depth(); block++) {
            fill(adapter.first(block), .9, 1.3, block);
            fill(adapter.second(block), .8, 1.1, block);
        }
        LoraGradient gradient = LoraGradient.of(adapter);
        Activations work = Activations.forTraining(transformer.shape(), 16);
        AdapterUse use = AdapterUse.of(adapter, Strength.FULL);
        transformer.forward(work, latent(), .6f, tokeniser.ids(CAPTION), use);
        float[] target = wave(transformer.shape().latentSize(), .53, .4, 1);
        float[] gradVelocity = new float[target.length];
        double loss = 0;
        for (int i = 0; i < target.length; i++) {
            double error = work.velocity()[i] - target[i];
            loss += error * error / target.length;
            gradVelocity[i] = (float) (2 * error / target.length);
        }
        assertClose(loss, "lora_loss", 0.01);
        transformer.backward(work, gradVelocity, use, gradient);
        for (int block : new int[] {0, 3, 5}) {
            assertClose(norm(gradient.pairs().get(2 * block).down()), "gA1_" + block, 0.1);
            assertClose(norm(gradient.pairs().get(2 * block).upTransposed()), "gB1_" + block, 0.1);
            assertClose(norm(gradient.pairs().get(2 * block + 1).down()), "gA2_" + block, 0.1);
            assertClose(norm(gradient.pairs().get(2 * block + 1).upTransposed()), "gB2_" + block, 0.1);
        }
    }

    private static void fill(LoraPair pair, double downFrequency, double upFrequency, int block) {
        pair.load(
                wave(16 * pair.inputs(), downFrequency, block, 1 / Math.sqrt(pair.inputs())),
                wave(16 * pair.outputs(), upFrequency, block, .02));
    }

    private static float[] latent() {
        return wave(transformer.shape().latentSize(), .37, .2, 1);
    }

    private static float[] wave(int count, double frequency, double phase, double scale) {
        float[] wave = new float[count];
        for (int i = 0; i < count; i++) {
            wave[i] = (float) (scale * Math.sin(frequency * i + phase));
        }
        return wave;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static void assertClose(double value, String key, double percent) {
        assertThat(value).as(key).isCloseTo(reference.get(key).doubleValue(), Percentage.withPercentage(percent));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ReferenceValuesTest.class.getResourceAsStream("/miniature/" + name)) {
            return in.readAllBytes();
        }
    }
}
