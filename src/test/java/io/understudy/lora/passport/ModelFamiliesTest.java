package io.understudy.lora.passport;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.lora.BaseModel;
import io.understudy.lora.Fit.Outcome;
import io.understudy.lora.ModelFamily;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files for the models that share names with FLUX and with each other; names and sizes are written out by hand. */
class ModelFamiliesTest {
    @ParameterizedTest
    @CsvSource({
        "Wan 2.1 or 2.2 14B, diffusion_model.blocks.0.self_attn.q, 5120, 5120",
        "Wan 2.1 or 2.2 14B, lora_unet_blocks_39_cross_attn_v, 5120, 5120",
        "Wan 2.1 or 2.2 14B, lora_unet__blocks_0_cross_attn_k, 5120, 5120",
        "Wan 2.1 or 2.2 14B, transformer.blocks.3.attn1.to_out.0, 5120, 5120",
        "Wan 2.1 or 2.2 14B, base_model.model.transformer.blocks.3.attn2.add_k_proj, 5120, 5120",
        "Wan 2.1 or 2.2 14B, diffusion_model.blocks.3.cross_attn.k_img, 5120, 5120",
        "Wan 2.1 or 2.2 14B, blocks.3.ffn.net.0.proj, 5120, 13824",
        "Wan 2.1 1.3B, diffusion_model.blocks.29.ffn.0, 1536, 8960",
        "Wan 2.2 5B, lora_unet_blocks_29_ffn_2, 14336, 3072",
        "Wan 2.2 5B, diffusion_model.blocks.0.self_attn.o, 3072, 3072",
        "HunyuanVideo, lora_unet_double_blocks_0_img_mlp_fc1, 3072, 12288",
        "HunyuanVideo, lora_unet_single_blocks_0_modulation_linear, 3072, 9216",
        "HunyuanVideo, transformer.double_blocks.0.img_attn_qkv, 3072, 9216",
        "HunyuanVideo, diffusion_model.double_blocks.7.txt_attn_proj, 3072, 3072",
        "HunyuanVideo, diffusion_model.single_blocks.39.linear1, 3072, 21504",
        "HunyuanVideo, transformer.single_transformer_blocks.39.attn.to_q, 3072, 3072",
        "HunyuanVideo 1.5, diffusion_model.double_blocks.50.img_attn.qkv, 2048, 6144",
        "HunyuanImage 2.1, diffusion_model.single_blocks.3.linear2, 17920, 3584",
        "CogVideoX 2B, transformer.transformer_blocks.0.attn1.to_q, 1920, 1920",
        "CogVideoX 5B, transformer.transformer_blocks.3.norm1.linear, 512, 18432",
        "Mochi 1, transformer.transformer_blocks.47.attn1.to_q, 3072, 3072",
        "Mochi 1, transformer.transformer_blocks.0.attn1.add_q_proj, 1536, 3072",
        "LTX-Video 2B, diffusion_model.transformer_blocks.27.attn2.to_k, 2048, 2048",
        "LTX-2, diffusion_model.transformer_blocks.0.audio_attn1.to_q, 2048, 2048",
        "LTX-2, diffusion_model.transformer_blocks.0.video_to_audio_attn.to_v, 4096, 2048",
        "AuraFlow, transformer.joint_transformer_blocks.0.attn.to_q, 3072, 3072",
        "AuraFlow, diffusion_model.double_layers.3.attn.w1q, 3072, 3072",
        "AuraFlow, diffusion_model.single_layers.31.attn.w1o, 3072, 3072",
        "AuraFlow, transformer.single_transformer_blocks.31.attn.to_out.0, 3072, 3072",
        "AuraFlow, transformer.single_transformer_blocks.0.ff.linear_1, 3072, 8192",
        "HiDream, transformer.double_stream_blocks.15.block.attn1.to_q, 2560, 2560",
        "HiDream, lycoris_single_stream_blocks_31_block_ff_i_experts_3_w1, 2560, 6912",
        "HiDream, diffusion_model.double_stream_blocks.0.block.attn1.to_k_t, 2560, 2560",
        "Qwen-Image, transformer.transformer_blocks.59.attn.to_q, 3072, 3072",
        "Qwen-Image, transformer_blocks.0.img_mod.1, 3072, 18432",
        "Qwen-Image, lora_unet_transformer_blocks_0_img_mlp_net_0_proj, 3072, 12288",
        "Qwen-Image, lycoris_transformer_blocks_2_txt_mlp_net_2, 12288, 3072",
        "Chroma, diffusion_model.distilled_guidance_layer.layers.0.in_layer, 5120, 5120",
        "Z-Image, diffusion_model.layers.0.attention.to_q, 3840, 3840",
        "Z-Image, transformer.layers.29.feed_forward.w1, 3840, 10240",
        "Z-Image, lora_unet_layers_0_attention_qkv, 3840, 11520",
        "Z-Image, transformer.diffusion_model.layers.0.adaLN_modulation.0, 256, 15360",
        "Z-Image, lycoris_noise_refiner_1_attention_to_out_0, 3840, 3840",
        "Lumina 2, diffusion_model.layers.0.attention.qkv, 2304, 3840",
        "SD3 or SD3.5 Medium, transformer.transformer_blocks.0.attn.to_q, 1536, 1536",
        "SD3.5 Large, lora_unet_joint_blocks_37_x_block_attn_qkv, 2432, 7296",
        "Krea 2, diffusion_model.blocks.0.attn.wq, 3072, 3072",
        "Anima or Cosmos Predict2, lora_unet_blocks_0_self_attn_q_proj, 2048, 2048",
        "SDXL, lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_k, 2048, 640",
        "SD 1.5, lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k, 768, 320"
    })
    void oneLayerThatOnlyOneModelHasNamesIt(String model, String module, int in, int out) throws IOException {
        Passport passport = new SyntheticLora().pair(module, 2, in, out).passport();

        assertThat(passport.model().name()).isEqualTo(model);
        assertThat(passport.model().family()).isEqualTo(ModelFamily.NOT_FLUX);
        assertThat(passport.fits()).noneMatch(fit -> fit.outcome() == Outcome.FITS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FLUX.1, HunyuanVideo and Chroma|diffusion_model.single_blocks.3.linear1|3072|21504",
                "FLUX.1, HunyuanVideo and Chroma|lora_unet_single_blocks_3_linear2|15360|3072",
                "FLUX.1, FLUX.2 klein 4B, HunyuanVideo and Chroma|lora_unet_double_blocks_0_img_attn_qkv|3072|9216",
                "HunyuanVideo, HunyuanImage 2.1 and HunyuanVideo 1.5|diffusion_model.txt_in.individual_token_refiner.blocks.0.self_attn.qkv|3072|9216",
                "HunyuanVideo 1.5, Mochi 1 and LTX-Video 2B|transformer.transformer_blocks.0.ff.net.0.proj|2048|8192",
                "FLUX.1 and HunyuanVideo|transformer.transformer_blocks.0.norm1.linear|3072|18432",
                "FLUX.1 and Chroma|lora_unet_double_blocks_18_img_mlp_0|3072|12288",
                "FLUX.1, HunyuanVideo, Chroma and Qwen-Image|transformer.transformer_blocks.7.attn.to_q|3072|3072",
                "HunyuanVideo and Qwen-Image|transformer.transformer_blocks.19.attn.add_k_proj|3072|3072",
                "FLUX.1, HunyuanVideo, Chroma and AuraFlow|transformer.single_transformer_blocks.3.attn.to_q|3072|3072",
                "CogVideoX 5B and Mochi 1|transformer.transformer_blocks.3.attn1.to_q|3072|3072",
                "Wan 2.2 5B and CogVideoX 5B|diffusion_model.blocks.3.attn1.to_q|3072|3072",
                "LTX-Video 13B and LTX-2|diffusion_model.transformer_blocks.3.attn1.to_q|4096|4096",
                "PixArt and Sana 0.6B|transformer.transformer_blocks.3.attn2.to_q|1152|1152"
            })
    void whatShapesDoNotDecideIsOneOfSeveral(String models, String module, int in, int out) throws IOException {
        Passport passport = new SyntheticLora().pair(module, 2, in, out).passport();

        assertThat(passport.model().name()).isEqualTo("one of " + models);
        assertThat(passport.fits()).noneMatch(fit -> fit.outcome() == Outcome.FITS);
        assertThat(passport.target()).isEmpty();
    }

    static Stream<Arguments> complete() {
        return Stream.of(
                Arguments.of("one of FLUX.1 and Chroma", "lora_unet_single_blocks_%d_linear1", 38, 3072, 21504),
                Arguments.of("HunyuanVideo", "lora_unet_single_blocks_%d_linear1", 40, 3072, 21504),
                Arguments.of("HunyuanVideo", "transformer.double_blocks.%d.img_attn_qkv", 20, 3072, 9216),
                Arguments.of("FLUX.1", "transformer.transformer_blocks.%d.norm1.linear", 19, 3072, 18432),
                Arguments.of("HunyuanVideo", "transformer.transformer_blocks.%d.norm1.linear", 20, 3072, 18432),
                Arguments.of("FLUX.2 klein 4B", "lora_unet_double_blocks_%d_img_attn_qkv", 5, 3072, 9216),
                Arguments.of("Qwen-Image", "transformer.transformer_blocks.%d.attn.to_q", 60, 3072, 3072),
                Arguments.of("CogVideoX 5B", "transformer.transformer_blocks.%d.attn1.to_q", 42, 3072, 3072),
                Arguments.of("Mochi 1", "transformer.transformer_blocks.%d.attn1.to_q", 48, 3072, 3072),
                Arguments.of("Wan 2.2 5B", "transformer.blocks.%d.attn1.to_q", 30, 3072, 3072),
                Arguments.of("AuraFlow", "transformer.single_transformer_blocks.%d.attn.to_q", 32, 3072, 3072));
    }

    @ParameterizedTest
    @MethodSource("complete")
    void theNumberOfBlocksDecidesWhereAllAreChanged(String model, String module, int blocks, int in, int out)
            throws IOException {
        SyntheticLora file = new SyntheticLora();
        for (int block = 0; block < blocks; block++) {
            file.pair(module.formatted(block), 1, in, out);
        }

        assertThat(file.passport().model().name()).isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource({
        "flux1, FLUX.1, true",
        "flux-1-schnell/lora, FLUX.1 schnell, true",
        "chroma, Chroma, false",
        "hunyuan-video, HunyuanVideo, false",
        "qwen_image, Qwen-Image, false",
        "something-else, 'one of FLUX.1, HunyuanVideo, Chroma and Qwen-Image', false"
    })
    void metadataDecidesWhatShapesDoNot(String claim, String name, boolean isFlux) throws IOException {
        Passport passport = new SyntheticLora()
                .metadata("ss_base_model_version", claim)
                .pair("transformer.transformer_blocks.7.attn.to_q", 2, 3072, 3072)
                .passport();

        assertThat(passport.model().name()).isEqualTo(name);
        assertThat(passport.target().isPresent()).isEqualTo(isFlux);
    }

    @Test
    void metadataDoesNotOverruleShapes() throws IOException {
        Passport passport = new SyntheticLora()
                .metadata("ss_base_model_version", "flux1")
                .pair("transformer.transformer_blocks.7.attn1.to_q", 2, 1920, 1920)
                .passport();

        assertThat(passport.model().name()).isEqualTo("CogVideoX 2B");
        assertThat(passport.fit(BaseModel.FLUX1_DEV).outcome()).isEqualTo(Outcome.DOES_NOT_FIT);
    }

    @Test
    void aLayerOfNoModelLeavesTheRestRecognisable() throws IOException {
        Passport passport = new SyntheticLora()
                .pair("diffusion_model.blocks.0.self_attn.q", 2, 5120, 5120)
                .pair("diffusion_model.something.new", 2, 64, 64)
                .passport();

        assertThat(passport.model().name()).isEqualTo("Wan 2.1 or 2.2 14B");
        assertThat(passport.model().reason()).startsWith("1 of 2 modules");
    }

    @Test
    void namesWithOtherSizesNameNoModel() throws IOException {
        Passport passport = new SyntheticLora()
                .pair("diffusion_model.blocks.0.self_attn.q", 2, 4000, 4000)
                .passport();

        assertThat(passport.model().family()).isEqualTo(ModelFamily.UNDECIDED);
    }

    @Test
    void wholeLokrMatricesHaveNoRank() throws IOException {
        Passport passport = SyntheticLora.wholeLokr().passport();

        assertThat(passport.rank()).isZero();
        assertThat(PassportText.of(passport))
                .contains("LoKr, no rank (whole matrices)")
                .doesNotContain("rank 0");
    }
}
