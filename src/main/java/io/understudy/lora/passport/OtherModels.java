package io.understudy.lora.passport;

import io.understudy.lora.ModelFamily;
import io.understudy.lora.ModelPart;
import io.understudy.lora.ModelVerdict;
import io.understudy.lora.layers.LoraModule;
import io.understudy.lora.layers.ModuleSite;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises LoRAs of models that are no FLUX, by the names of their layers and, where names are shared, by sizes. */
final class OtherModels {
    private static final Pattern UNET =
            Pattern.compile("(input_blocks|output_blocks|middle_block|down_blocks|up_blocks|mid_block)_.*");
    private static final Pattern CROSS_ATTENTION = Pattern.compile(".*attn2_to_[kv]");
    private static final Pattern SD3 = Pattern.compile("joint_blocks_\\d+_.*");
    private static final Pattern DIFFUSERS_DOUBLE = Pattern.compile("transformer_blocks_(\\d{1,6})_.*");
    private static final Pattern QWEN = Pattern.compile("transformer_blocks_\\d+_(img|txt)_(mlp|mod)_.*");
    private static final Pattern HUNYUAN = Pattern.compile("double_blocks_\\d+_(img|txt)_mlp_fc[12]");
    private static final Pattern WAN = Pattern.compile("blocks_\\d+_(self_attn|cross_attn|ffn)_.*");
    private static final Pattern KREA2 =
            Pattern.compile("(blocks_\\d+_attn_(w[qkvo]|wqkv|gate)|(text_fusion|txtfusion)_.*)");
    private static final Pattern Z_IMAGE =
            Pattern.compile("(layers|noise_refiner|context_refiner)_\\d+_(attention|feed_forward|adaLN_modulation)_.*");
    private static final Pattern CHROMA = Pattern.compile("distilled_guidance_layer_.*");

    private static final int HUNYUAN_LAST_DOUBLE = 19;
    private static final int HUNYUAN_LAST_SINGLE = 39;
    private static final long Z_IMAGE_WIDTH = 3840;
    private static final List<Long> SD3_WIDTHS = List.of(1536L, 2432L);
    private static final int FLUX_LAST_DOUBLE = 18;

    private OtherModels() {}

    static Optional<ModelVerdict> recognise(List<LoraModule> modules) {
        return byNames(modules).or(() -> bySizes(modules));
    }

    private static Optional<ModelVerdict> byNames(List<LoraModule> modules) {
        return first(modules, UNET)
                .map(module -> unet(modules, module))
                .or(() -> first(modules, SD3).map(module -> verdict("SD3", module)))
                .or(() -> first(modules, QWEN).map(module -> verdict("Qwen-Image", module)))
                .or(() -> first(modules, HUNYUAN).map(module -> verdict("HunyuanVideo", module)))
                .or(() -> first(modules, CHROMA).map(module -> verdict("Chroma", module)))
                .or(() -> first(modules, WAN).map(module -> verdict("Wan", module)))
                .or(() -> first(modules, KREA2).map(module -> verdict("Krea 2", module)))
                .or(() -> first(modules, Z_IMAGE)
                        .map(module -> verdict(
                                modules.stream().anyMatch(one -> one.inputs() == Z_IMAGE_WIDTH)
                                        ? "Z-Image"
                                        : "Z-Image or Lumina 2",
                                module)));
    }

    private static ModelVerdict unet(List<LoraModule> modules, LoraModule example) {
        List<Long> context = modules.stream()
                .filter(module -> CROSS_ATTENTION.matcher(module.path().flat()).matches())
                .map(LoraModule::inputs)
                .distinct()
                .toList();
        String name = context.contains(2048L)
                ? "SDXL"
                : context.contains(768L) ? "SD 1.5" : context.contains(1024L) ? "SD 2" : "Stable Diffusion (U-Net)";
        return verdict(name, example);
    }

    /** Names that FLUX has as well: blocks beyond its last, or widths it never had. */
    private static Optional<ModelVerdict> bySizes(List<LoraModule> modules) {
        for (LoraModule module : modules) {
            ModuleSite site = module.site().orElse(null);
            Matcher diffusers = DIFFUSERS_DOUBLE.matcher(module.path().flat());
            if (diffusers.matches()) {
                if (SD3_WIDTHS.contains(module.inputs()) && module.name().contains("attn")) {
                    return Optional.of(sized("SD3", module, "width " + module.inputs()));
                }
                if (Integer.parseInt(diffusers.group(1)) > FLUX_LAST_DOUBLE
                        && module.inputs() == 3072
                        && hasNoSingleBlocks(modules)) {
                    return Optional.of(sized("Qwen-Image", module, "60 such blocks of width 3072"));
                }
            } else if (site != null
                    && module.inputs() == 3072
                    && (isBlock(site, ModelPart.DOUBLE, HUNYUAN_LAST_DOUBLE)
                            || (isBlock(site, ModelPart.SINGLE, HUNYUAN_LAST_SINGLE)
                                    || isBlock(site, ModelPart.SINGLE, HUNYUAN_LAST_SINGLE - 1)))) {
                return Optional.of(sized("HunyuanVideo", module, "20 double and 40 single blocks of width 3072"));
            }
        }
        return Optional.empty();
    }

    private static boolean isBlock(ModuleSite site, ModelPart part, int block) {
        return site.part() == part && site.block() == block;
    }

    private static boolean hasNoSingleBlocks(List<LoraModule> modules) {
        return modules.stream()
                .noneMatch(module -> module.site()
                        .filter(site -> site.part() == ModelPart.SINGLE)
                        .isPresent());
    }

    private static Optional<LoraModule> first(List<LoraModule> modules, Pattern pattern) {
        return modules.stream()
                .filter(module -> pattern.matcher(module.path().flat()).matches())
                .findFirst();
    }

    private static ModelVerdict verdict(String name, LoraModule example) {
        return new ModelVerdict(
                ModelFamily.NOT_FLUX, name, "FLUX has no layer like \"%s\"; %s has.".formatted(example.name(), name));
    }

    private static ModelVerdict sized(String name, LoraModule example, String sizes) {
        return new ModelVerdict(
                ModelFamily.NOT_FLUX,
                name,
                "\"%s\" is outside of every FLUX; %s has %s.".formatted(example.name(), name, sizes));
    }
}
