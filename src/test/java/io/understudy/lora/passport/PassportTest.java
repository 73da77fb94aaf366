package io.understudy.lora.passport;

import static io.understudy.lora.BaseModel.FLUX1_DEV;
import static io.understudy.lora.BaseModel.FLUX2_DEV;
import static io.understudy.lora.BaseModel.FLUX2_KLEIN_4B;
import static io.understudy.lora.BaseModel.FLUX2_KLEIN_9B;
import static io.understudy.lora.passport.SyntheticLora.flux2;
import static io.understudy.lora.passport.SyntheticLora.kohyaFlux1;
import static io.understudy.lora.passport.SyntheticLora.peftFlux1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.data.Percentage.withPercentage;

import io.understudy.lora.AdapterKind;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Fit.Outcome;
import io.understudy.lora.ModelFamily;
import io.understudy.lora.ModelPart;
import io.understudy.lora.ModelVerdict;
import io.understudy.lora.NamingFamily;
import io.understudy.lora.format.TensorType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PassportTest {
    private static SyntheticLora statedFlux1() {
        return new SyntheticLora().metadata("ss_base_model_version", "flux1");
    }

    @Test
    void aCompleteKohyaFileOfFlux1IsKnownWithItsPublishedCounts() throws IOException {
        Passport passport = kohyaFlux1(2, 1).passport();

        assertThat(passport.family()).isEqualTo(NamingFamily.KOHYA);
        assertThat(passport.adapter()).isEqualTo(AdapterKind.LORA);
        assertThat(passport.model().family()).isEqualTo(ModelFamily.FLUX1);
        assertThat(passport.modules()).isEqualTo(304);
        assertThat(passport.tensors()).isEqualTo(912);
        assertThat(passport.parameters()).isEqualTo(2 * 4_786_176L + 304);
        assertThat(passport.coverage())
                .extracting(Passport.Coverage::present, Passport.Coverage::complete)
                .containsExactly(304, 304);
        assertThat(passport.rank()).isEqualTo(2);
        assertThat(passport.alpha()).isEqualTo(1);
        assertThat(passport.scale()).isEqualTo(0.5);
        assertThat(passport.alphaSource()).isEqualTo("read from its tensors");
        assertThat(passport.parts()).containsExactly(ModelPart.DOUBLE, ModelPart.SINGLE);
        assertThat(passport.norms()).hasSize(57);
        assertThat(passport.problems()).isEmpty();
    }

    @Test
    void aCompleteAiToolkitFileOfFlux1IsKnownWithItsPublishedCounts() throws IOException {
        Passport passport = peftFlux1(1).passport();

        assertThat(passport.family()).isEqualTo(NamingFamily.PEFT);
        assertThat(passport.model().family()).isEqualTo(ModelFamily.FLUX1);
        assertThat(passport.modules()).isEqualTo(494);
        assertThat(passport.tensors()).isEqualTo(988);
        assertThat(passport.coverage())
                .isEqualTo(new Passport.Coverage(
                        494,
                        494,
                        List.of(
                                new Passport.PartCoverage(ModelPart.DOUBLE, 266, 266, List.of()),
                                new Passport.PartCoverage(ModelPart.SINGLE, 228, 228, List.of())),
                        5_369_856));
        assertThat(passport.scale()).isEqualTo(1);
        assertThat(passport.alphaSource()).isEqualTo("not stored; taken to equal the rank");
    }

    @ParameterizedTest
    @CsvSource({
        "FLUX2_DEV, 8, 48, 6144, 160, 6094848",
        "FLUX2_KLEIN_9B, 8, 24, 4096, 112, 2588672",
        "FLUX2_KLEIN_4B, 5, 20, 3072, 80, 1443840"
    })
    void flux2ModelsAreToldApart(BaseModel model, int doubles, int singles, int hidden, int modules, long perRank)
            throws IOException {
        Passport passport =
                flux2("diffusion_model.", 1, doubles, singles, hidden).passport();

        assertThat(passport.family()).isEqualTo(NamingFamily.BFL_DOTTED);
        assertThat(passport.target()).contains(model);
        assertThat(passport.modules()).isEqualTo(modules);
        assertThat(passport.parameters()).isEqualTo(perRank);
        assertThat(passport.coverage())
                .extracting(Passport.Coverage::complete, Passport.Coverage::expectedParameters)
                .containsExactly(modules, perRank);
        assertThat(passport.fit(model).outcome()).isEqualTo(Outcome.FITS);
        assertThat(passport.fit(FLUX1_DEV).outcome()).isEqualTo(Outcome.DOES_NOT_FIT);
    }

    static Stream<Arguments> families() {
        return Stream.of(
                Arguments.of(
                        NamingFamily.PEFT_WRAPPED,
                        new SyntheticLora().peft().pair("base_model.model.single_blocks.3.linear1", 4, 3072, 21504)),
                Arguments.of(
                        NamingFamily.PEFT_WRAPPED,
                        new SyntheticLora()
                                .peft()
                                .pair("base_model.model.transformer_blocks.18.attn.to_q", 4, 3072, 3072)),
                Arguments.of(
                        NamingFamily.ONETRAINER,
                        new SyntheticLora()
                                .alpha(4)
                                .pair("lora_transformer_single_transformer_blocks_37_proj_mlp", 4, 3072, 12288)
                                .pair("lora_transformer_transformer_blocks_3_ff_context_net_0_proj", 4, 3072, 12288)),
                Arguments.of(
                        NamingFamily.ONETRAINER_BFL,
                        new SyntheticLora()
                                .alpha(4)
                                .pair("transformer.double_blocks.18.img_attn.qkv.0", 4, 3072, 3072)
                                .pair("transformer.single_blocks.2.linear1.3", 4, 3072, 12288)),
                Arguments.of(
                        NamingFamily.XLABS,
                        new SyntheticLora()
                                .factors(".down.weight", ".up.weight")
                                .pair("double_blocks.18.processor.qkv_lora1", 4, 3072, 9216)
                                .pair("double_blocks.18.processor.proj_lora2", 4, 3072, 3072)),
                Arguments.of(
                        NamingFamily.CONTROL,
                        new SyntheticLora()
                                .peft()
                                .pair("img_in", 4, 128, 3072)
                                .values("img_in.lora_B.bias", 0.1f, 3072)
                                .pair("single_blocks.0.linear1", 4, 3072, 21504)),
                Arguments.of(
                        NamingFamily.KOHYA,
                        new SyntheticLora().pair("lycoris_single_blocks_0_linear1", 4, 3072, 21504)),
                Arguments.of(
                        NamingFamily.PEFT,
                        new SyntheticLora().peft().pair("single_transformer_blocks.3.proj_out", 4, 15360, 3072)));
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyNamingFamilyOfFlux1IsKnown(NamingFamily family, SyntheticLora file) throws IOException {
        Passport passport = file.passport();

        assertThat(passport.family()).isEqualTo(family);
        assertThat(passport.model().name()).contains("FLUX.1");
        assertThat(passport.fit(FLUX1_DEV).outcome().isUsable()).isTrue();
    }

    @Test
    void diffusersNamesOfFlux2AreKnown() throws IOException {
        Passport passport = new SyntheticLora()
                .peft()
                .pair("transformer.single_transformer_blocks.20.attn.to_qkv_mlp_proj", 8, 4096, 36864)
                .pair("transformer.single_transformer_blocks.20.attn.to_out", 8, 16384, 4096)
                .pair("transformer.transformer_blocks.0.ff_context.linear_in", 8, 4096, 24576)
                .passport();

        assertThat(passport.family()).isEqualTo(NamingFamily.PEFT);
        assertThat(passport.target()).contains(FLUX2_KLEIN_9B);
    }

    static Stream<Arguments> otherModels() {
        return Stream.of(
                Arguments.of("SDXL", "lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k", 2048, 640),
                Arguments.of(
                        "SD 1.5", "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k", 768, 320),
                Arguments.of("SD3 or SD3.5 Medium", "transformer.transformer_blocks.0.attn.to_q", 1536, 1536),
                Arguments.of("SD3 or SD3.5 Medium", "lora_unet_joint_blocks_0_x_block_attn_qkv", 1536, 4608),
                Arguments.of("Qwen-Image", "transformer.transformer_blocks.59.attn.to_q", 3072, 3072),
                Arguments.of("Qwen-Image", "lora_unet_transformer_blocks_0_img_mlp_net_0_proj", 3072, 12288),
                Arguments.of("HunyuanVideo", "lora_unet_double_blocks_0_img_mlp_fc1", 3072, 12288),
                Arguments.of("HunyuanVideo", "diffusion_model.single_blocks.39.linear1", 3072, 21504),
                Arguments.of("Chroma", "diffusion_model.distilled_guidance_layer.layers.0.in_layer", 5120, 5120),
                Arguments.of("Wan 2.1 or 2.2 14B", "diffusion_model.blocks.0.self_attn.q", 5120, 5120),
                Arguments.of("Krea 2", "diffusion_model.blocks.0.attn.wq", 3072, 3072),
                Arguments.of("Z-Image", "diffusion_model.layers.0.attention.to_q", 3840, 3840));
    }

    @ParameterizedTest
    @MethodSource("otherModels")
    void aFileForAnotherModelIsNamed(String model, String module, int in, int out) throws IOException {
        Passport passport = new SyntheticLora().pair(module, 4, in, out).passport();

        assertThat(passport.model().family()).isEqualTo(ModelFamily.NOT_FLUX);
        assertThat(passport.model().name()).isEqualTo(model);
        assertThat(passport.fits()).noneMatch(fit -> fit.outcome() == Outcome.FITS);
    }

    @Test
    void chromaIsKnownFromItsMetadataBecauseItHasTheShapesOfFlux1() throws IOException {
        Passport passport = new SyntheticLora()
                .metadata("ss_base_model_version", "chroma")
                .pair("lora_unet_single_blocks_30_linear1", 4, 3072, 21504)
                .passport();

        assertThat(passport.model().name()).isEqualTo("Chroma");
        assertThat(passport.fit(FLUX1_DEV).outcome()).isEqualTo(Outcome.UNPROVEN);
    }

    @Test
    void attentionOfTheFirstBlocksFitsFlux1AndKleinAlike() throws IOException {
        Passport passport = new SyntheticLora()
                .pair("lora_unet_double_blocks_4_img_attn_qkv", 4, 3072, 9216)
                .passport();

        assertThat(passport.model())
                .isEqualTo(new ModelVerdict(
                        ModelFamily.UNDECIDED,
                        "one of FLUX.1, FLUX.2 klein 4B, HunyuanVideo and Chroma",
                        "These layers are the same in all of them, and its metadata does not decide."));
        assertThat(passport.fit(FLUX1_DEV).outcome()).isEqualTo(Outcome.UNPROVEN);
        assertThat(passport.fit(FLUX2_KLEIN_4B).outcome()).isEqualTo(Outcome.UNPROVEN);
        assertThat(passport.fit(FLUX2_DEV).reason())
                .isEqualTo("Tensor \"lora_unet_double_blocks_4_img_attn_qkv.lora_down.weight\": the layer of FLUX.2 dev"
                        + " has 6144 inputs, the file 3072.");
    }

    @Test
    void metadataDecidesWhereShapesCannot() throws IOException {
        Passport passport = new SyntheticLora()
                .metadata("ss_base_model_version", "flux2_klein_4b")
                .pair("diffusion_model.double_blocks.0.img_attn.qkv", 4, 3072, 9216)
                .passport();

        assertThat(passport.target()).contains(FLUX2_KLEIN_4B);
        assertThat(passport.model().reason()).contains("ss_base_model_version says “flux2_klein_4b”");
    }

    @Test
    void theFirstBadTensorIsNamed() throws IOException {
        Passport passport = new SyntheticLora()
                .pair("lora_unet_single_blocks_0_linear1", 4, 3072, 21504)
                .pair("lora_unet_single_blocks_1_linear1", 4, 3072, 21500)
                .pair("lora_unet_single_blocks_38_linear1", 4, 3072, 21504)
                .passport();

        assertThat(passport.model().reason()).startsWith("1 of 3 modules fit FLUX.1 dev");
        assertThat(passport.fit(FLUX1_DEV).reason())
                .isEqualTo("Tensor \"lora_unet_single_blocks_1_linear1.lora_up.weight\": the layer of FLUX.1 dev has"
                        + " 21504 outputs, the file 21500.");
    }

    @Test
    void stackedSlicesOfSdScriptsCountWithTheRankOfASlice() throws IOException {
        Passport passport = new SyntheticLora()
                .alpha(8)
                .pair("lora_unet_double_blocks_9_img_attn_qkv", 24, 3072, 9216)
                .pair("lora_unet_double_blocks_9_img_attn_proj", 8, 3072, 3072)
                .pair("lora_unet_single_blocks_9_linear1", 32, 3072, 21504)
                .pair("lora_unet_single_blocks_9_linear2", 8, 15360, 3072)
                .passport();

        assertThat(passport.rank()).isEqualTo(8);
        assertThat(passport.ranks()).containsOnly(Map.entry("double", 8), Map.entry("single", 8));
    }

    @Test
    void ranksThatDifferByRoleAreReported() throws IOException {
        Passport passport = statedFlux1()
                .pair("lora_unet_double_blocks_9_img_attn_qkv", 8, 3072, 9216)
                .pair("lora_unet_double_blocks_9_txt_attn_qkv", 8, 3072, 9216)
                .pair("lora_unet_double_blocks_9_img_mlp_0", 2, 3072, 12288)
                .pair("lora_te1_text_model_encoder_layers_0_mlp_fc1", 4, 768, 3072)
                .pair("lora_te3_encoder_block_0_layer_0_SelfAttention_q", 4, 4096, 4096)
                .passport();

        assertThat(passport.rank()).isEqualTo(8);
        assertThat(passport.ranks())
                .containsOnly(
                        Map.entry("double", 8),
                        Map.entry("double.img_mlp.0", 2),
                        Map.entry("clip", 4),
                        Map.entry("t5", 4));
        assertThat(passport.parts()).containsExactly(ModelPart.DOUBLE, ModelPart.CLIP, ModelPart.T5);
        assertThat(passport.model().family()).isEqualTo(ModelFamily.FLUX1);
    }

    @Test
    void doraLokrAndLohaAreToldFromLora() throws IOException {
        Passport dora = statedFlux1()
                .pair("lora_unet_single_blocks_9_linear1", 4, 3072, 21504)
                .values("lora_unet_single_blocks_9_linear1.dora_scale", 1, 21504, 1)
                .passport();
        Passport lokr = statedFlux1()
                .values("lycoris_single_blocks_9_linear1.lokr_w1", 1, 4, 4)
                .values("lycoris_single_blocks_9_linear1.lokr_w2_a", 1, 5376, 8)
                .values("lycoris_single_blocks_9_linear1.lokr_w2_b", 1, 8, 768)
                .passport();
        Passport loha = statedFlux1()
                .values("lycoris_single_blocks_9_linear1.hada_w1_a", 1, 21504, 4)
                .values("lycoris_single_blocks_9_linear1.hada_w1_b", 1, 4, 3072)
                .values("lycoris_single_blocks_9_linear1.hada_w2_a", 1, 21504, 4)
                .values("lycoris_single_blocks_9_linear1.hada_w2_b", 1, 4, 3072)
                .passport();

        assertThat(Stream.of(dora, lokr, loha).map(Passport::adapter))
                .containsExactly(AdapterKind.DORA, AdapterKind.LOKR, AdapterKind.LOHA);
        assertThat(List.of(dora, lokr, loha))
                .allSatisfy(passport -> assertThat(passport.model().family()).isEqualTo(ModelFamily.FLUX1));
        assertThat(List.of(dora.rank(), lokr.rank(), loha.rank())).containsExactly(4, 8, 4);
    }

    @Test
    void oftGloraAndFullDifferencesAreAdaptersToo() throws IOException {
        String layer = "lora_unet_single_blocks_9_linear1";
        Passport oft = statedFlux1()
                .values("lora_unet_single_blocks_9_linear2.oft_blocks", 0.01f, 24, 128, 128)
                .passport();
        Passport glora = statedFlux1()
                .values(layer + ".a1.weight", 0.01f, 3072, 4)
                .values(layer + ".a2.weight", 0.01f, 4, 3072)
                .values(layer + ".b1.weight", 0.01f, 21504, 4)
                .values(layer + ".b2.weight", 0.01f, 4, 3072)
                .passport();
        Passport older = statedFlux1()
                .values(layer + ".a1.weight", 0.01f, 4, 3072)
                .values(layer + ".a2.weight", 0.01f, 3072, 4)
                .values(layer + ".b1.weight", 0.01f, 4, 3072)
                .values(layer + ".b2.weight", 0.01f, 21504, 4)
                .passport();
        Passport full = statedFlux1()
                .values("diffusion_model.img_in.diff", 0.001f, 3072, 64)
                .values("diffusion_model.img_in.diff_b", 0.001f, 3072)
                .passport();

        assertThat(Stream.of(oft, glora, older, full).map(Passport::adapter))
                .containsExactly(AdapterKind.OFT, AdapterKind.GLORA, AdapterKind.GLORA, AdapterKind.FULL);
        assertThat(List.of(oft, glora, older, full))
                .allSatisfy(passport -> assertThat(passport.model().family()).isEqualTo(ModelFamily.FLUX1));
        assertThat(List.of(oft.rank(), glora.rank(), older.rank(), full.rank())).containsExactly(0, 4, 4, 0);
        assertThat(full.problems())
                .contains(
                        "Tensor \"diffusion_model.img_in.diff_b\" changes a whole weight, norm or bias: ComfyUI applies"
                                + " it, other tools may not.");
    }

    /** What comes along with a LoRA does not decide what the file is for. */
    @Test
    void differencesOfNormsAndEmbeddersNextToALoraAreNamed() throws IOException {
        Passport passport = statedFlux1()
                .pair("lora_unet_single_blocks_9_linear1", 4, 3072, 21504)
                .values("lora_unet_single_blocks_9_norm_key_norm.w_norm", 0.001f, 128)
                .values("lora_unet_img_in.diff", 0.001f, 3072, 64)
                .passport();

        assertThat(passport.adapter()).isEqualTo(AdapterKind.LORA);
        assertThat(passport.modules()).isEqualTo(1);
        assertThat(passport.model().family()).isEqualTo(ModelFamily.FLUX1);
        assertThat(passport.problems())
                .anyMatch(problem -> problem.startsWith("2 tensors change whole weights, norms or biases"))
                .noneMatch(problem -> problem.contains("no part of a LoRA"))
                .noneMatch(problem -> problem.contains("no layer known here"));
    }

    /** Each as a loader of ComfyUI knows it; the text encoder decides which loader an export names. */
    @ParameterizedTest
    @CsvSource({
        ".lora_A, .lora_B, transformer.single_transformer_blocks.3.proj_out,"
                + " text_encoder.text_model.encoder.layers.0.self_attn.q_proj",
        ".lora_linear_layer.down.weight, .lora_linear_layer.up.weight,"
                + " transformer.single_transformer_blocks.3.proj_out,"
                + " text_encoder.text_model.encoder.layers.0.self_attn.q_proj",
        ".lora_down.weight, .lora_up.weight, diffusion_model.single_blocks.3.linear2,"
                + " text_encoders.clip_l.transformer.text_model.encoder.layers.0.self_attn.q_proj"
    })
    void everySpellingOfFactorsAndTextEncodersIsKnown(String down, String up, String single, String clip)
            throws IOException {
        Passport passport = statedFlux1()
                .factors(down, up)
                .pair(clip, 4, 768, 768)
                .pair(single, 4, 15360, 3072)
                .passport();

        assertThat(passport.parts()).containsExactly(ModelPart.SINGLE, ModelPart.CLIP);
        assertThat(passport.model().family()).isEqualTo(ModelFamily.FLUX1);
        assertThat(passport.problems())
                .noneMatch(problem -> problem.contains("no layer known here"))
                .noneMatch(problem -> problem.contains("mixes naming families"));
    }

    @Test
    void attentionAsDiffusersNamedItInTheBeginningIsKnown() throws IOException {
        Passport flux = new SyntheticLora()
                .factors("_lora.down.weight", "_lora.up.weight")
                .pair("transformer.transformer_blocks.0.attn.processor.to_q", 4, 3072, 3072)
                .passport();
        Passport old = new SyntheticLora()
                .factors("_lora.down.weight", "_lora.up.weight")
                .pair("unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.processor.to_k", 4, 768, 320)
                .passport();

        assertThat(flux.parts()).containsExactly(ModelPart.DOUBLE);
        assertThat(flux.family()).isEqualTo(NamingFamily.PEFT);
        assertThat(old.model().name()).isEqualTo("SD 1.5");
    }

    @Test
    void alphaIsLookedForInTensorsThenInTheMetadata() throws IOException {
        SyntheticLora told = new SyntheticLora()
                .peft()
                .metadata("lora_adapter_metadata", "{\"transformer.r\":4,\"transformer.lora_alpha\":8}")
                .metadata("ss_network_alpha", "2")
                .pair("transformer.single_transformer_blocks.9.proj_mlp", 4, 3072, 12288);
        SyntheticLora kohya = new SyntheticLora()
                .metadata("ss_network_alpha", "2")
                .pair("lora_unet_single_blocks_9_linear1", 4, 3072, 21504);

        assertThat(told.passport().scale()).isEqualTo(2);
        assertThat(kohya.passport().scale()).isEqualTo(0.5);
        assertThat(kohya.passport().alphaSource()).isEqualTo("from ss_network_alpha; no tensor holds it");
    }

    @Test
    void brokenUntrainedAndLonelyTensorsAreNamed() throws IOException {
        Passport passport = new SyntheticLora()
                .type(TensorType.F16)
                .values("lora_unet_single_blocks_9_linear1.lora_down.weight", Float.NaN, 4, 3072)
                .values("lora_unet_single_blocks_9_linear1.lora_up.weight", 0, 21504, 4)
                .values("lora_unet_single_blocks_8_linear1.lora_down.weight", Float.POSITIVE_INFINITY, 4, 3072)
                .values("lora_unet_single_blocks_8_linear1.lora_up.weight", 1, 21504, 4)
                .values("lora_unet_single_blocks_7_linear1.lora_down.weight", 1, 4, 3072)
                .values("extra", 1, 4)
                .passport();

        assertThat(passport.problems())
                .contains(
                        "2 tensors hold NaN or infinite values: pictures come out black or the file does not load:"
                                + " \"lora_unet_single_blocks_9_linear1.lora_down.weight\","
                                + " \"lora_unet_single_blocks_8_linear1.lora_down.weight\".",
                        "Tensor \"lora_unet_single_blocks_7_linear1.lora_down.weight\" has no counterpart: the second"
                                + " factor of its module is missing.",
                        "Tensor \"lora_unet_single_blocks_9_linear1.lora_up.weight\" is all zero, so its module changes"
                                + " nothing.",
                        "Tensor \"extra\" is no part of a LoRA that is known here; tools may ignore it.");
    }

    @Test
    void anUntrainedFileAndABlockThatRanAwayShow() throws IOException {
        SyntheticLora file = new SyntheticLora();
        SyntheticLora untrained = new SyntheticLora();
        for (int block = 0; block < 5; block++) {
            String module = "lora_unet_single_blocks_" + block + "_linear1";
            file.values(module + ".lora_down.weight", block == 3 ? 100 : 1, 1, 3072)
                    .values(module + ".lora_up.weight", 1, 21504, 1);
            untrained.values(module + ".lora_down.weight", 1, 1, 3072).values(module + ".lora_up.weight", 0, 21504, 1);
        }

        assertThat(file.passport().problems())
                .contains("Single blocks: block 3 is changed 100 times as strongly as the middle block; training may"
                        + " have run away.");
        assertThat(file.passport().norms().getFirst().norm())
                .isCloseTo(Math.sqrt(3072.0 * 21504), withPercentage(0.001));
        assertThat(untrained.passport().problems().getFirst()).startsWith("Every module is zero");
    }

    @Test
    void aFileThatOutweighsTheLayersItChangesIsNamedEvenWhenAllBlocksAreAlike() throws IOException {
        // A change of norm √outputs is as large as the layer itself: here 147 for 21504 outputs.
        Passport below = single(146);
        Passport beyond = single(148);
        Passport halved = new SyntheticLora()
                .alpha(0.5f)
                .pair("lora_unet_single_blocks_0_linear1", 1, 3072, 21504)
                .passport();

        Passport highRank = new SyntheticLora()
                .type(TensorType.F32)
                .values("lora_unet_single_blocks_0_linear1.lora_down.weight", 0.5f, 16, 3072)
                .values("lora_unet_single_blocks_0_linear1.lora_up.weight", 0.006f, 21504, 16)
                .passport();

        assertThat(highRank.norms().getFirst().norm()).isBetween(300.0, 400.0);
        assertThat(highRank.problems()).as("spread over 16 directions").isEmpty();
        assertThat(below.problems()).isEmpty();
        assertThat(halved.problems()).isEmpty();
        assertThat(beyond.problems())
                .containsExactly(
                        "2 tensors are so large that their modules outweigh the layers they change: training ran"
                                + " away, or the scale is wrong: \"lora_unet_single_blocks_0_linear1.lora_up.weight\","
                                + " \"lora_unet_single_blocks_1_linear1.lora_up.weight\".");
    }

    /** Two blocks, each changed with this norm. */
    private static Passport single(float norm) throws IOException {
        SyntheticLora file = new SyntheticLora().type(TensorType.F32);
        for (int block = 0; block < 2; block++) {
            String module = "lora_unet_single_blocks_" + block + "_linear1";
            file.values(module + ".lora_down.weight", norm / (float) Math.sqrt(3072), 1, 3072)
                    .values(module + ".lora_up.weight", 1 / (float) Math.sqrt(21504), 21504, 1);
        }
        return file.passport();
    }

    @Test
    void textEncodersAreTheirOwnParts() throws IOException {
        SyntheticLora file =
                new SyntheticLora().metadata("ss_base_model_version", "flux1").alpha(4);
        for (int layer = 0; layer < 12; layer++) {
            String clip = "lora_te1_text_model_encoder_layers_" + layer + "_";
            for (String name : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
                file.pair(clip + "self_attn_" + name, 4, 768, 768);
            }
            file.pair(clip + "mlp_fc1", 4, 768, 3072).pair(clip + "mlp_fc2", 4, 3072, 768);
        }
        file.pair("lora_te3_encoder_block_23_layer_0_SelfAttention_q", 8, 4096, 4096)
                .pair("lora_te3_encoder_block_23_layer_1_DenseReluDense_wi_0", 8, 4096, 10240)
                .pair("lora_unet_single_blocks_0_linear1", 6, 3072, 21504);

        Passport passport = file.passport();

        assertThat(passport.parts()).containsExactly(ModelPart.SINGLE, ModelPart.CLIP, ModelPart.T5);
        assertThat(passport.ranks())
                .containsEntry("clip", 4)
                .containsEntry("t5", 8)
                .containsEntry("single", 6);
        assertThat(passport.fit(FLUX1_DEV).outcome()).isEqualTo(Outcome.FITS);
    }

    @Test
    void diffusersTextEncoderKeysAreKnown() throws IOException {
        Passport passport = new SyntheticLora()
                .peft()
                .pair("text_encoder.text_model.encoder.layers.0.self_attn.q_proj", 4, 768, 768)
                .pair("transformer.single_transformer_blocks.3.proj_out", 4, 15360, 3072)
                .passport();

        assertThat(passport.parts()).containsExactly(ModelPart.SINGLE, ModelPart.CLIP);
    }

    @Test
    void aWholeModelIsNoLora() throws IOException {
        Passport passport = new SyntheticLora()
                .values("double_blocks.0.img_attn.qkv.weight", 1, 9216, 3072)
                .passport();

        assertThat(passport.isLora()).isFalse();
        assertThat(passport.problems().getFirst())
                .startsWith("The file holds no LoRA that is known here")
                .contains("an adapter of another kind");
        assertThat(passport.fit(FLUX1_DEV).outcome()).isEqualTo(Outcome.DOES_NOT_FIT);
    }

    @Test
    void whatTheMetadataStatesIsHeldAgainstTheBytes() throws IOException {
        Passport passport = new SyntheticLora()
                .metadata("sshs_model_hash", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
                .metadata("ss_network_dim", "16")
                .metadata("ss_network_alpha", "4.0")
                .metadata("ss_base_model_version", "flux2")
                .metadata("ss_tag_frequency", "{}")
                .alpha(4)
                .pair("lora_unet_single_blocks_9_linear1", 4, 3072, 21504)
                .passport();

        assertThat(passport.claims())
                .extracting(Passport.Claim::key, Passport.Claim::agrees)
                .containsExactly(
                        tuple("sshs_model_hash", false),
                        tuple("ss_network_dim", false),
                        tuple("ss_network_alpha", true),
                        tuple("ss_base_model_version", false));
        assertThat(passport.problems())
                .contains(
                        "ss_network_dim says “16”, but it is 4.",
                        "ss_base_model_version says “flux2”, but it is one of FLUX.1, HunyuanVideo and Chroma.")
                .anyMatch(problem -> problem.contains("the claimed one is the hash of an empty file"))
                .anyMatch(problem -> problem.startsWith("The metadata (ss_tag_frequency) reveals folder names")
                        && problem.endsWith("; strip it before you share the file."));
    }

    @Test
    void otherMetadataLeavesTheTensorHashAlone() throws IOException {
        SyntheticLora plain = new SyntheticLora().pair("lora_unet_single_blocks_9_linear1", 4, 3072, 21504);
        SyntheticLora titled = new SyntheticLora()
                .metadata("modelspec.title", "Ava")
                .pair("lora_unet_single_blocks_9_linear1", 4, 3072, 21504);

        assertThat(titled.passport().hashes().autoV3())
                .isEqualTo(plain.passport().hashes().autoV3());
        assertThat(titled.passport().hashes().autoV2())
                .isNotEqualTo(plain.passport().hashes().autoV2())
                .hasSize(10)
                .isUpperCase();
    }
}
