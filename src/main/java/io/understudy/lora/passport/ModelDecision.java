package io.understudy.lora.passport;

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
import java.util.stream.Collectors;

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
            return new Fit(target, Outcome.DOES_NOT_FIT, "The file holds no LoRA.");
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
        if (module.inputs() != in) {
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

    private ModelVerdict decide() {
        if (modules.isEmpty()) {
            return undecided("The file holds no LoRA: none of its tensors is a low-rank factor.");
        }
        Optional<ModelVerdict> other = OtherModels.recognise(modules);
        if (other.isPresent()) {
            return other.get();
        }
        if (modules.stream().allMatch(ModelDecision::isOfTextEncoder)) {
            return undecided("Only text encoders are changed, and several models share them.");
        }
        List<BaseModel> candidates = misfits.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (candidates.isEmpty()) {
            return noCandidate();
        }
        if (candidates.contains(BaseModel.FLUX1_DEV)
                && claim.filter(ClaimedModel::isChroma).isPresent()) {
            return new ModelVerdict(
                    ModelFamily.NOT_FLUX,
                    "Chroma",
                    "It has the shapes of FLUX.1, which Chroma shares, and %s says “%s”."
                            .formatted(claim.get().key(), claim.get().value()));
        }
        return candidates.size() == 1 ? byShape(candidates.getFirst()) : byClaim(candidates);
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

    private ModelVerdict byClaim(List<BaseModel> candidates) {
        String names = candidates.stream().map(BaseModel::label).collect(Collectors.joining(" and "));
        return claim.filter(claimed -> candidates.contains(claimed.target()))
                .flatMap(claimed -> Optional.ofNullable(claimed.target())
                        .map(target -> new ModelVerdict(
                                ModelFamily.of(target),
                                ModelFamily.of(target).label(),
                                "Its shapes are those of %s alike; %s says “%s”."
                                        .formatted(names, claimed.key(), claimed.value()))))
                .orElseGet(() -> undecided(
                        "Its shapes are those of %s alike, and its metadata names neither.".formatted(names)));
    }

    private ModelVerdict noCandidate() {
        Map.Entry<BaseModel, List<Misfit>> nearest = misfits.entrySet().stream()
                .min(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow();
        Misfit first = nearest.getValue().getFirst();
        int fitting = modules.size() - nearest.getValue().size();
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
