package io.understudy.mini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.lora.Strength;
import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.network.Activations;
import io.understudy.mini.network.AdapterUse;
import io.understudy.mini.network.LoraAdapter;
import io.understudy.mini.network.LoraPair;
import io.understudy.mini.network.Transformer;
import io.understudy.mini.sampling.FlowSampler;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.mini.sampling.PictureRequest;
import io.understudy.mini.training.LoraTraining;
import io.understudy.mini.training.LoraTrainingTest;
import io.understudy.mini.training.TrainingStep;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The base that ships: low-rank identities on it, one training step and one sampling run against stored values. */
@Tag("optimised")
class BundledBaseTest {
    private static MiniatureBase base;
    private static MiniatureWorkers workers;

    @BeforeAll
    static void load() throws IOException {
        base = MiniatureBase.load();
        workers = new MiniatureWorkers(2);
    }

    @AfterAll
    static void close() {
        workers.close();
    }

    @Test
    void theBundledBaseComesWithPriorPictures() {
        assertThat(base.name()).isNotEqualTo("unnamed");
        assertThat(base.priors().latents()).hasSizeGreaterThan(50);
        assertThat(base.pictureSide()).isGreaterThanOrEqualTo(64);
    }

    @Test
    void aLoraWhoseBIsZeroChangesNothing() {
        SeededRandom random = new SeededRandom(1);
        LoraAdapter adapter = LoraAdapter.initial(base.transformer().shape(), 8, 8, random::nextGaussian);
        assertThat(velocity(base.transformer(), AdapterUse.of(adapter, Strength.FULL)))
                .containsExactly(velocity(base.transformer(), null));
    }

    @Test
    void strengthZeroIsTheBaseBitForBit() {
        LoraAdapter adapter = randomAdapter();
        float[] plain = velocity(base.transformer(), null);
        assertThat(velocity(base.transformer(), AdapterUse.of(adapter, Strength.NONE)))
                .containsExactly(plain);
        assertThat(base.transformer().merged(List.of(AdapterUse.of(adapter, Strength.NONE))))
                .isSameAs(base.transformer());
        assertThat(velocity(base.transformer(), AdapterUse.of(adapter, Strength.FULL)))
                .isNotEqualTo(plain);
    }

    @Test
    void mergedWeightsEqualTheAdapterWithinRounding() {
        AdapterUse use = AdapterUse.of(randomAdapter(), Strength.of(0.8));
        float[] beside = velocity(base.transformer(), use);
        float[] merged = velocity(base.transformer().merged(List.of(use)), null);
        assertThat(merged).containsExactly(beside, within(2e-4f));
    }

    @Test
    void bothKernelsTrainAndDrawTheSameBits() throws IOException, InterruptedException {
        MiniatureBase scalar = MiniatureBase.load(Kernels.scalar());
        LoraSettings settings = LoraSettings.guide(5);
        LoraTraining onScalar = LoraTraining.start(scalar, workers, settings, LoraTrainingTest.pictures(), "ohwx");
        LoraTraining onFastest = LoraTraining.start(base, workers, settings, LoraTrainingTest.pictures(), "ohwx");
        for (int i = 0; i < 2; i++) {
            assertThat(onScalar.step().loss()).isEqualTo(onFastest.step().loss());
        }
        assertThat(onScalar.checkpoint().toBytes())
                .isEqualTo(onFastest.checkpoint().toBytes());
    }

    @Test
    void oneTrainingStepGivesTheStoredValues() throws InterruptedException {
        LoraTraining training =
                LoraTraining.start(base, workers, LoraSettings.guide(5), LoraTrainingTest.pictures(), "ohwx");
        TrainingStep first = training.step();
        TrainingStep second = training.step();
        double squares = 0;
        for (LoraPair pair : training.result("").adapter().pairs()) {
            for (float value : pair.upTransposed()) {
                squares += (double) value * value;
            }
        }
        assertThat(first.loss()).isCloseTo(0.298943736, within(1e-6));
        assertThat(first.priorLoss()).isZero();
        assertThat(second.loss()).isCloseTo(0.501684183, within(1e-6));
        assertThat(second.priorLoss()).isCloseTo(1.110e-6, within(1e-8));
        assertThat(Math.sqrt(squares)).isCloseTo(0.080315554, within(1e-6));
    }

    @Test
    void oneSamplingRunGivesTheStoredPicture() throws InterruptedException {
        BufferedImage picture = new PictureGenerator(base, workers)
                .generate(
                        List.of(),
                        List.of(new PictureRequest("woman, red hair, smiling, blue background, upper body", 3)))
                .getFirst();
        List<String> pixels = new ArrayList<>();
        for (int i = 1; i < 4; i++) {
            pixels.add(Integer.toHexString(picture.getRGB(picture.getWidth() * i / 4, picture.getHeight() / 2)));
        }
        assertThat(pixels).containsExactly("ffc1754c", "ffda986c", "ffbb6c47");
    }

    @Test
    void theSamplerEndsWherePyTorchDoes() throws IOException {
        JsonNode reference;
        try (InputStream json = BundledBaseTest.class.getResourceAsStream("/miniature/reference.json")) {
            reference = new JsonMapper().readTree(json);
        }
        Transformer transformer = base.transformer();
        float[] noise = new float[transformer.shape().latentSize()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) Math.sin(.37 * i + .2);
        }
        int[] ids = base.tokeniser().ids("ohwx woman, red hair, green sweater, beach background, close-up");
        float[] latent =
                FlowSampler.from(noise, transformer, Activations.forSampling(transformer.shape(), 1), ids, 6, 2.5);
        JsonNode first = reference.get("sample_first8");
        for (int i = 0; i < first.size(); i++) {
            assertThat((double) latent[i]).isCloseTo(first.get(i).doubleValue(), within(5e-3));
        }
        double squares = 0;
        for (float value : latent) {
            squares += (double) value * value;
        }
        assertThat(Math.sqrt(squares)).isCloseTo(reference.get("sample_norm").doubleValue(), within(5e-3));
    }

    private static float[] velocity(Transformer transformer, @Nullable AdapterUse use) {
        float[] latent = new float[transformer.shape().latentSize()];
        SeededRandom random = new SeededRandom(9);
        for (int i = 0; i < latent.length; i++) {
            latent[i] = (float) random.nextGaussian();
        }
        Activations work = Activations.forSampling(
                transformer.shape(), use == null ? 1 : use.adapter().rank());
        transformer.forward(work, latent, 0.4f, base.tokeniser().ids("ohwx woman, smiling"), use);
        return work.velocity().clone();
    }

    private static LoraAdapter randomAdapter() {
        SeededRandom random = new SeededRandom(2);
        LoraAdapter adapter = LoraAdapter.initial(base.transformer().shape(), 8, 8, random::nextGaussian);
        for (LoraPair pair : adapter.pairs()) {
            for (int i = 0; i < 8 * pair.outputs(); i++) {
                pair.upTransposed()[i] = (float) (0.02 * random.nextGaussian());
            }
            pair.refresh();
        }
        return adapter;
    }
}
