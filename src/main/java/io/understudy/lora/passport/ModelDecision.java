package io.understudy.lora.passport;

import io.understudy.lora.AdapterKind;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Fit;
import io.understudy.lora.Fit.Outcome;
import io.understudy.lora.ModelFamily;
import io.understudy.lora.ModelPart;
import io.understudy.lora.ModelVerdict;
import io.understudy.lora.layers.Geometry;
import io.understudy.lora.layers.LoraModule;
import io.understudy.lora.layers.ModuleSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class ModelDecision {
    private record Misfit(String tensor, String why) {}

    private final List<LoraModule> modules;
    private final Optional<ClaimedModel> claim;
    private final Optional<String> broken;
    private final Map<BaseModel, List<Misfit>> misfits = new LinkedHashMap<>();
    private final ModelVerdict verdict;

    ModelDecision(List<LoraModule> modules, Map<String, String> metadata, Optional<String> broken) {
        this.modules = modules;
        this.broken = broken;
        this.claim = ClaimedModel.in(metadata);
        for (Geometry geometry : Geometry.ALL) {
            misfits.put(geometry.model(), misfits(geometry));
        }
        this.verdict = decide();
    }

    ModelVerdict verdict() {
        return verdict;
    }

    List<Fit> fits() {
        return misfits.entrySet().stream()
                .map(entry -> fit(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Fit fit(BaseModel target, List<Misfit> wrong) {
        if (modules.isEmpty()) {
            return new Fit(target, Outcome.DOES_NOT_FIT, "The file holds no LoRA that is known here.");
        }
        if (broken.isPresent()) {
            return new Fit(target, Outcome.BROKEN, broken.get());
        }
        if (!wrong.isEmpty()) {
            Misfit first = wrong.getFirst();
            return new Fit(target, Outcome.DOES_NOT_FIT, "Tensor \"%s\": %s".formatted(first.tensor(), first.why()));
        }
        if (verdict.family().target().filter(target::equals).isPresent()) {
            return new Fit(
                    target,
                    Outcome.FITS,
                    "All %d modules are layers of %s and have its sizes.".formatted(modules.size(), target.label()));
        }
        return new Fit(
                target,
                Outcome.UNPROVEN,
                "All %d modules have the sizes of %s's layers. %s"
                        .formatted(modules.size(), target.label(), verdict.reason()));
    }

    private List<Misfit> misfits(Geometry geometry) {
        List<Misfit> wrong = new ArrayList<>();
        for (LoraModule module : modules) {
            misfit(geometry, module).ifPresent(wrong::add);
        }
        if (wrong.isEmpty() && OtherModels.isSpelledAsHunyuan(modules)) {
            wrong.add(new Misfit(
                    modules.getFirst().firstTensor(true), "the file spells its layers as HunyuanVideo does."));
        }
        return wrong;
    }

    private static Optional<Misfit> misfit(Geometry geometry, LoraModule module) {
        Optional<ModuleSite> site = module.site();
        Optional<Geometry.Size> size = site.flatMap(geometry::size);
        String model = geometry.model().label();
        if (size.isEmpty()) {
            return Optional.of(new Misfit(module.firstTensor(true), model + " has no such layer."));
        }
        long in = size.get().in();
        if (site.get().role().equals("img_in") && module.inputs() == 2 * geometry.latent() && geometry.flux1()) {
            // Control LoRAs widen the picture input by the control picture's latents.
            in = module.inputs();
        }
        boolean says = !module.kind().equals(Optional.of(AdapterKind.OFT));
        if (says && module.inputs() != in) {
            return Optional.of(new Misfit(
                    module.firstTensor(true),
                    "the layer of %s has %d inputs, the file %d.".formatted(model, in, module.inputs())));
        }
        if (module.outputs() != size.get().out()) {
            return Optional.of(new Misfit(
                    module.firstTensor(false),
                    "the layer of %s has %d outputs, the file %d."
                            .formatted(model, size.get().out(), module.outputs())));
        }
        return Optional.empty();
    }

    /** A model that every module is a layer of. */
    private record Candidate(
            String label, String keyword, @Nullable BaseModel target, boolean isComplete) {}

    private ModelVerdict decide() {
        if (modules.isEmpty()) {
            return undecided("The file holds no LoRA that is known here: none of its tensors is a factor of one.");
        }
        List<LoraModule> ofModel =
                modules.stream().filter(module -> !isOfTextEncoder(module)).toList();
        if (ofModel.isEmpty()) {
            return undecided("Only text encoders are changed, and several models share them.");
        }
        Optional<ModelVerdict> unet = OtherModels.unet(ofModel);
        if (unet.isPresent()) {
            return unet.get();
        }
        List<Candidate> candidates = candidates(ofModel);
        // A file for all blocks of one model, and not for all of another, is for the first.
        boolean anyComplete = candidates.stream().anyMatch(Candidate::isComplete);
        List<Candidate> left = candidates.stream()
                .filter(candidate -> candidate.isComplete() || !anyComplete)
                .toList();
        if (left.isEmpty()) {
            return noCandidate(ofModel);
        }
        if (left.size() > 1) {
            return byClaim(left);
        }
        BaseModel target = left.getFirst().target();
        if (target != null) {
            return byShape(target);
        }
        String name = left.getFirst().label();
        return new ModelVerdict(
                ModelFamily.NOT_FLUX,
                name,
                candidates.size() > 1
                        ? "It changes every block of %s; other models with such layers have other numbers of blocks."
                                .formatted(name)
                        : "\"%s\" is a layer of %s and of no FLUX."
                                .formatted(
                                        ofModel.stream()
                                                .filter(module -> isOutsideOfFlux(module))
                                                .findFirst()
                                                .orElse(ofModel.getFirst())
                                                .name(),
                                        name));
    }

    private static boolean isOutsideOfFlux(LoraModule module) {
        return Geometry.ALL.stream()
                .allMatch(geometry -> misfit(geometry, module).isPresent());
    }

    private List<Candidate> candidates(List<LoraModule> ofModel) {
        List<Candidate> candidates = new ArrayList<>();
        misfits.forEach((target, wrong) -> {
            if (wrong.isEmpty()) {
                candidates.add(new Candidate(
                        ModelFamily.of(target).label(),
                        target.id(),
                        target,
                        Geometry.of(target).isComplete(ofModel)));
            }
        });
        OtherModels.candidates(ofModel)
                .forEach(model ->
                        candidates.add(new Candidate(model.name(), model.keyword(), null, model.isComplete(ofModel))));
        return candidates;
    }

    private ModelVerdict byShape(BaseModel model) {
        ModelFamily family = ModelFamily.of(model);
        String name = model == BaseModel.FLUX1_DEV
                ? claim.filter(claimed -> claimed.target() == model)
                        .map(ClaimedModel::flux1Name)
                        .orElse(family.label())
                : family.label();
        String shared = model == BaseModel.FLUX1_DEV ? " dev, schnell, Kontext and Krea share them." : "";
        return new ModelVerdict(
                family,
                name,
                "All %d modules have the sizes of %s's layers.%s".formatted(modules.size(), family.label(), shared));
    }

    private ModelVerdict byClaim(List<Candidate> candidates) {
        String names =
                OtherModels.names(candidates.stream().map(Candidate::label).toList());
        List<Candidate> named = claim.map(claimed -> candidates.stream()
                        .filter(candidate -> candidate.target() == null
                                ? claimed.names(candidate.keyword())
                                : claimed.target() == candidate.target() && !claimed.names("chroma"))
                        .toList())
                .orElse(List.of());
        if (claim.isPresent() && named.size() == 1) {
            BaseModel target = named.getFirst().target();
            return new ModelVerdict(
                    target == null ? ModelFamily.NOT_FLUX : ModelFamily.of(target),
                    target == BaseModel.FLUX1_DEV
                            ? claim.get().flux1Name()
                            : named.getFirst().label(),
                    "By its shapes it is for %s; %s says “%s”."
                            .formatted(names, claim.get().key(), claim.get().value()));
        }
        boolean isFlux = candidates.stream().anyMatch(candidate -> candidate.target() != null);
        return new ModelVerdict(
                isFlux ? ModelFamily.UNDECIDED : ModelFamily.NOT_FLUX,
                names,
                "These layers are the same in all of them, and its metadata does not decide.");
    }

    private ModelVerdict noCandidate(List<LoraModule> ofModel) {
        Map.Entry<BaseModel, List<Misfit>> nearest = misfits.entrySet().stream()
                .min(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow();
        Misfit first = nearest.getValue().getFirst();
        int fitting = modules.size() - nearest.getValue().size();
        Optional<ModelVerdict> likely = OtherModels.likely(ofModel, fitting);
        if (likely.isPresent()) {
            return likely.get();
        }
        if (fitting == 0) {
            return undecided("No model known here has a layer for tensor \"%s\".".formatted(first.tensor()));
        }
        return undecided("%d of %d modules fit %s, but tensor \"%s\" does not: %s"
                .formatted(fitting, modules.size(), nearest.getKey().label(), first.tensor(), first.why()));
    }

    private static boolean isOfTextEncoder(LoraModule module) {
        return module.site()
                .filter(site -> site.part() == ModelPart.CLIP || site.part() == ModelPart.T5)
                .isPresent();
    }

    private static ModelVerdict undecided(String reason) {
        return new ModelVerdict(ModelFamily.UNDECIDED, "undecided", reason);
    }
}
