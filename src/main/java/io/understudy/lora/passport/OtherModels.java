package io.understudy.lora.passport;

import io.understudy.lora.ModelFamily;
import io.understudy.lora.ModelVerdict;
import io.understudy.lora.layers.LoraModule;
import io.understudy.lora.passport.KnownModel.Match;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of the models that are no target here a file may be for. */
final class OtherModels {
    private static final Pattern UNET =
            Pattern.compile("(input_blocks|output_blocks|middle_block|down_blocks|up_blocks|mid_block)_.*");
    private static final Pattern CROSS_ATTENTION = Pattern.compile(".*attn2_to_[kv]");
    /** HunyuanVideo's own spelling; FLUX has a dot after {@code attn}. */
    private static final Pattern HUNYUAN_SPELLING =
            Pattern.compile(".*double_blocks\\.\\d+\\.(img|txt)_attn_(qkv|proj)");
    /** Names that only ComfyUI gives to layers of HunyuanVideo, and only behind {@code diffusion_model}. */
    private static final Pattern FLUX_SPELLING = Pattern.compile(
            "(?!.*diffusion_model\\.).*(double|single)_blocks[._]\\d+[._].*(_mlp[._][02]|mod[._]lin|modulation[._]lin)");

    private OtherModels() {}

    static Optional<ModelVerdict> unet(List<LoraModule> modules) {
        return modules.stream()
                .filter(module -> UNET.matcher(module.path().flat()).matches())
                .findFirst()
                .map(module -> unet(modules, module));
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
        return new ModelVerdict(
                ModelFamily.NOT_FLUX, name, "FLUX has no layer like \"%s\"; %s has.".formatted(example.name(), name));
    }

    /** Those of which every module is a layer. */
    static List<KnownModel> candidates(List<LoraModule> modules) {
        boolean isFlux = modules.stream()
                .anyMatch(module -> FLUX_SPELLING.matcher(module.name()).matches());
        return KnownModel.ALL.stream()
                .filter(model -> modules.stream().allMatch(module -> model.match(module) == Match.LAYER))
                .filter(model -> !(isFlux && model.keyword().equals("hunyuan")))
                .filter(model -> !(model.keyword().equals("chroma") && isSpelledAsHunyuan(modules)))
                .toList();
    }

    static boolean isSpelledAsHunyuan(List<LoraModule> modules) {
        return modules.stream()
                .anyMatch(module -> HUNYUAN_SPELLING.matcher(module.name()).matches());
    }

    /**
     * What a file with layers that no model has is for all the same: more of its modules are layers of one model than
     * {@code fitting}, and the others have names that this model does not know.
     */
    static Optional<ModelVerdict> likely(List<LoraModule> modules, long fitting) {
        long most = fitting;
        List<KnownModel> best = List.of();
        for (KnownModel model : KnownModel.ALL) {
            List<Match> matches = modules.stream().map(model::match).toList();
            long layers = matches.stream().filter(match -> match == Match.LAYER).count();
            if (matches.contains(Match.OTHER_SIZE) || layers < most || layers == fitting) {
                continue;
            }
            best = layers == most ? append(best, model) : List.of(model);
            most = layers;
        }
        if (best.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ModelVerdict(
                ModelFamily.NOT_FLUX,
                names(best.stream().map(KnownModel::name).toList()),
                "%d of %d modules are layers of it, more than of any FLUX; the others have names not known here."
                        .formatted(most, modules.size())));
    }

    private static List<KnownModel> append(List<KnownModel> models, KnownModel next) {
        return Stream.concat(models.stream(), Stream.of(next)).toList();
    }

    /** {@code A}, {@code one of A and B}, {@code one of A, B and C}. */
    static String names(List<String> names) {
        if (names.size() == 1) {
            return names.getFirst();
        }
        return names.stream().limit(names.size() - 1L).collect(Collectors.joining(", ", "one of ", " and "))
                + names.getLast();
    }
}
