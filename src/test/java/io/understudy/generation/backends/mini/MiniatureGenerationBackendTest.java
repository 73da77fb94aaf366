package io.understudy.generation.backends.mini;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationBackendContract;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskLora;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.backends.api.RecordedPictures;
import io.understudy.generation.backends.api.RecordedPictures.Ending;
import io.understudy.lora.Strength;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import io.understudy.mini.LoraSettings;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.mini.training.LoraTraining;
import io.understudy.mini.training.TrainingPicture;
import io.understudy.providers.mini.MiniatureBaseLoader;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("optimised")
class MiniatureGenerationBackendTest extends GenerationBackendContract {
    private static final MiniatureWorkers WORKERS = new MiniatureWorkers(2);
    private static final MiniatureBaseLoader BASES = new MiniatureBaseLoader();
    private static final MiniatureGenerationBackend BACKEND = new MiniatureGenerationBackend(BASES, WORKERS);
    private static byte[] lora = {};

    @BeforeAll
    static void trainForAMoment() throws Exception {
        var photo = ImageIO.read(new ByteArrayInputStream(TestPhotos.png(128, 128, 3)));
        LoraTraining training = LoraTraining.start(
                BASES.base(),
                WORKERS,
                LoraSettings.guide(1).withSteps(4).withRank(4).withAlpha(4).withLearningRate(2e-3),
                List.of(new TrainingPicture(photo, "ohwx woman, close-up")),
                "ohwx woman");
        while (!training.isFinished()) {
            training.step();
        }
        lora = training.result("ava").toBytes();
    }

    @AfterAll
    static void stop() {
        BACKEND.stop();
        WORKERS.close();
    }

    @Override
    protected GenerationBackend backend() {
        return BACKEND;
    }

    @Override
    protected byte[] lora() {
        return lora;
    }

    @Override
    protected PictureSettings settings() {
        return new PictureSettings(128, 128, 1, 1);
    }

    @Test
    void aLoraForAnotherModelIsRefusedInWords() throws Exception {
        byte[] flux = new SafetensorsWriter()
                .tensor(
                        "transformer.single_transformer_blocks.0.attn.to_q.lora_A.weight",
                        TensorType.F32,
                        new float[16 * 3072],
                        16,
                        3072)
                .toBytes();
        RecordedPictures heard = new RecordedPictures();

        BACKEND.submit(
                new GenerationTask(
                        "flux",
                        "flux on the miniature",
                        settings(),
                        List.of(new TaskLora(
                                "ava_v1.safetensors",
                                "0".repeat(64),
                                flux.length,
                                () -> new ByteArrayInputStream(flux))),
                        List.of(new TaskPicture(0, "ohwx woman", 1, List.of(Strength.FULL), null))),
                heard);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).isEqualTo("ava_v1.safetensors is not made for the miniature.");
        assertThat(heard.problem().advice()).contains("the model this LoRA was trained for");
    }
}
