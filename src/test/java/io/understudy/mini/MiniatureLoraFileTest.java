package io.understudy.mini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.lora.Strength;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorInfo;
import io.understudy.lora.format.TensorType;
import io.understudy.mini.sampling.AppliedLora;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.mini.sampling.PictureRequest;
import io.understudy.mini.training.LoraTraining;
import io.understudy.mini.training.LoraTrainingTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("optimised")
class MiniatureLoraFileTest {
    private final MiniatureBase base = TinyBase.load();
    private final MiniatureWorkers workers = new MiniatureWorkers(2);
    private MiniatureLoraFile trained;

    @BeforeEach
    void train() throws InterruptedException {
        LoraTraining training = LoraTraining.start(
                base,
                workers,
                new LoraSettings(8, 1e-3, 5, 10, 2, 7, 0, true),
                LoraTrainingTest.pictures(),
                "ohwx woman");
        while (!training.isFinished()) {
            training.step();
        }
        trained = training.result("ava_v1");
    }

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void aFileReadAgainIsTheSameBitForBitAndDrawsTheSamePictures() throws IOException, InterruptedException {
        byte[] bytes = trained.toBytes();
        ByteArrayOutputStream streamed = new ByteArrayOutputStream();
        trained.writeTo(streamed);
        MiniatureLoraFile read = MiniatureLoraFile.read(base, bytes);
        assertThat(streamed.toByteArray()).isEqualTo(bytes);
        assertThat(read.toBytes()).isEqualTo(bytes);
        assertThat(pixels(read, 1)).isEqualTo(pixels(trained, 1));
        assertThat(read.adapter().alpha()).isEqualTo(10);
        assertThat(read.metadata()).containsEntry("modelspec.trigger_phrase", "ohwx woman");
    }

    @Test
    void theFileSpeaksTheUsualNames() throws IOException {
        try (SafetensorsFile file = SafetensorsFile.of(trained.toBytes())) {
            assertThat(file.tensors())
                    .extracting(TensorInfo::name)
                    .hasSize(12)
                    .startsWith(
                            "transformer.single_transformer_blocks.0.linear1.alpha",
                            "transformer.single_transformer_blocks.0.linear1.lora_A.weight",
                            "transformer.single_transformer_blocks.0.linear1.lora_B.weight")
                    .as("the order of the safetensors library")
                    .isSorted();
            assertThat(file.metadata())
                    .containsEntry("modelspec.architecture", "understudy-miniature")
                    .containsEntry("modelspec.title", "ava_v1")
                    .containsEntry("ss_network_dim", "5")
                    .containsEntry("ss_network_alpha", "10.0")
                    .containsEntry("ss_steps", "8")
                    .containsEntry("ss_seed", "7");
        }
    }

    @Test
    void downAndUpNamesAreReadAsWell() throws IOException, InterruptedException {
        SafetensorsWriter renamed = new SafetensorsWriter();
        try (SafetensorsFile file = SafetensorsFile.of(trained.toBytes())) {
            for (TensorInfo tensor : file.tensors()) {
                int[] shape = tensor.shape().stream().mapToInt(Long::intValue).toArray();
                String name = tensor.name().replace("lora_A", "lora_down").replace("lora_B", "lora_up");
                renamed.tensor(name, TensorType.F32, file.floats(tensor.name()), shape);
            }
        }
        assertThat(pixels(MiniatureLoraFile.read(base, renamed.toBytes()), 1)).isEqualTo(pixels(trained, 1));
    }

    @Test
    void strengthZeroIsTheBaseBitForBitAndStrengthOneIsNot() throws InterruptedException {
        int[] plain = pixels(new PictureGenerator(base, workers)
                .generate(List.of(), List.of(new PictureRequest("ohwx woman", 3)))
                .getFirst());
        assertThat(pixels(trained, 0)).isEqualTo(plain);
        assertThat(pixels(trained, 1)).isNotEqualTo(plain);
    }

    @Test
    void fluxFilesAreRefusedByName() {
        SafetensorsWriter diffusers = new SafetensorsWriter()
                .tensor(
                        "transformer.single_transformer_blocks.0.attn.to_q.lora_A.weight",
                        TensorType.F16,
                        new float[3072],
                        1,
                        3072);
        SafetensorsWriter kohya = new SafetensorsWriter()
                .tensor("lora_unet_double_blocks_0_img_attn_qkv.lora_down.weight", TensorType.F16, new float[4], 1, 4);
        SafetensorsWriter declared = new SafetensorsWriter()
                .metadata("modelspec.architecture", "flux-1-dev/lora")
                .tensor("x", TensorType.F16, new float[1], 1);
        for (SafetensorsWriter flux : List.of(diffusers, kohya, declared)) {
            assertThatThrownBy(() -> MiniatureLoraFile.read(base, flux.toBytes()))
                    .isInstanceOf(UnfitLoraException.class)
                    .hasMessageContaining("made for FLUX.1 (hidden width 3072). The miniature has width 32");
        }
    }

    @Test
    void filesOfOtherModelsAreRefusedNamingTheTensor() {
        SafetensorsWriter foreign = new SafetensorsWriter()
                .tensor("lora_te_text_model.lora_down.weight", TensorType.F16, new float[4], 1, 4);
        assertThatThrownBy(() -> MiniatureLoraFile.read(base, foreign.toBytes()))
                .isInstanceOf(UnfitLoraException.class)
                .hasMessageContaining("\"lora_te_text_model.lora_down.weight\" belongs to no layer");
        SafetensorsWriter wider = new SafetensorsWriter()
                .tensor(
                        "transformer.single_transformer_blocks.0.linear1.lora_A.weight",
                        TensorType.F16,
                        new float[64],
                        1,
                        64);
        assertThatThrownBy(() -> MiniatureLoraFile.read(base, wider.toBytes()))
                .isInstanceOf(UnfitLoraException.class)
                .hasMessageContaining("has shape [1, 64]; this layer of the miniature has 32 inputs");
        assertThatThrownBy(() -> MiniatureLoraFile.read(TinyBase.load("other"), trained.toBytes()))
                .isInstanceOf(UnfitLoraException.class)
                .hasMessageContaining("trained on the miniature base \"tiny\"");
    }

    private int[] pixels(MiniatureLoraFile lora, double strength) throws InterruptedException {
        return pixels(new PictureGenerator(base, workers)
                .generate(
                        List.of(new AppliedLora(lora, Strength.of(strength))),
                        List.of(new PictureRequest("ohwx woman", 3)))
                .getFirst());
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
