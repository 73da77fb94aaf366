package io.understudy.prompts.stacks;

import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompts.stacks.StackPlan.Layer;
import io.understudy.versions.StrengthWindow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

public final class StackCheck {
    /** The exported formats are for FLUX.1; the miniature's LoRAs show what an export looks like. */
    private static final Set<BaseModel> FOR_PROMPTS = EnumSet.of(BaseModel.FLUX1_DEV, BaseModel.MINIATURE);

    private final StackPlan plan;
    private final Map<LoraRef, StackableLora> known;
    private final List<StackRemark> remarks = new ArrayList<>();

    private StackCheck(StackPlan plan, Map<LoraRef, StackableLora> known) {
        this.plan = plan;
        this.known = known;
    }

    /**
     * Checks a plan.
     *
     * @param known what its references name; what is missing there is no longer available
     * @return the remarks, those about layers in their order, then those about the whole stack
     */
    public static List<StackRemark> of(StackPlan plan, Map<LoraRef, StackableLora> known) {
        StackCheck check = new StackCheck(plan, known);
        Set<LoraRef> seen = new HashSet<>();
        for (int place = 0; place < plan.layers().size(); place++) {
            LoraRef ref = plan.layers().get(place).lora();
            if (ref != null) {
                check.layer(place, ref);
                if (!seen.add(ref)) {
                    check.remark(place, Advice.warning("This LoRA is in the stack twice; its strengths add up."));
                }
            }
        }
        check.models();
        check.characters();
        return List.copyOf(check.remarks);
    }

    private void layer(int place, LoraRef ref) {
        StackableLora lora = known.get(ref);
        if (lora == null) {
            remark(place, Advice.refused("This LoRA no longer exists. Choose another one."));
            return;
        }
        FileVerdict verdict = lora.verdict();
        if (verdict.broken() != null) {
            remark(place, Advice.refused(broken(lora) + " Choose another one."));
        } else if (verdict.family() == null) {
            remark(
                    place,
                    Advice.warning(
                            "The model of " + lora.name() + " is unknown, so it is not known whether it works with"
                                    + " the others. " + verdict.unknown()));
        }
        window(place, lora);
        StackableLora.Replacement instead = lora.replacement();
        String offer = instead == null ? "" : " " + instead.name() + " is in production.";
        switch (lora.standing()) {
            case USABLE -> {}
            case SUPERSEDED ->
                remarks.add(new StackRemark(place, Advice.warning(lora.name() + " was superseded." + offer), instead));
            case REVOKED ->
                remarks.add(new StackRemark(
                        place,
                        Advice.refused(lora.name() + " was revoked: it can no longer generate pictures." + offer),
                        instead));
            case RECALLED ->
                remarks.add(new StackRemark(
                        place,
                        Advice.refused(
                                lora.name() + " is recalled, because photos it was trained on must not be used: it"
                                        + " cannot generate pictures." + offer),
                        instead));
            case NOT_APPROVED ->
                remarks.add(new StackRemark(
                        place, Advice.hint(lora.name() + " is not approved for production yet." + offer), instead));
            case CONTRADICTED ->
                remark(
                        place,
                        Advice.warning(lora.name() + " is called approved, but its decisions contradict the audit"
                                + " trail: do not rely on it. Its page says more."));
            case REMOVED ->
                remark(place, Advice.refused(lora.fileName() + " was removed from the library. Choose another one."));
        }
    }

    private void window(int place, StackableLora lora) {
        Strength strength = plan.layers().get(place).strength();
        StrengthWindow window = lora.window();
        if (window != null && !window.contains(strength)) {
            remark(
                    place,
                    Advice.hint("%s is %s the strengths that are recommended for %s: %s."
                            .formatted(
                                    strength.label(),
                                    strength.isBelow(window.from()) ? "below" : "above",
                                    lora.name(),
                                    window.inWords())));
        }
    }

    private void models() {
        mixture(chosen()).ifPresent(words -> remark(StackRemark.WHOLE, Advice.refused(words)));
    }

    /** Why these LoRAs cannot be used together: they are for different models; empty where none is known to differ. */
    public static Optional<String> mixture(Collection<StackableLora> loras) {
        Map<String, Set<String>> byFamily = new LinkedHashMap<>();
        loras.forEach(lora -> {
            String family = lora.verdict().family();
            if (family != null) {
                byFamily.computeIfAbsent(family, name -> new LinkedHashSet<>()).add(lora.name());
            }
        });
        return byFamily.size() < 2
                ? Optional.empty()
                : Optional.of("These LoRAs are for different models and cannot be used together: "
                        + byFamily.entrySet().stream()
                                .map(entry -> String.join(", ", entry.getValue()) + " for " + entry.getKey())
                                .collect(Collectors.joining("; "))
                        + ".");
    }

    /** Why these LoRAs cannot go into a prompt for FLUX.1: a broken file, different models, or another one; often empty. */
    public static Optional<String> refusal(Collection<StackableLora> loras) {
        return Optional.ofNullable(firstBroken(loras))
                .or(() -> mixture(loras))
                .or(() -> loras.stream()
                        .filter(lora -> !FOR_PROMPTS.contains(lora.model())
                                && lora.verdict().family() != null)
                        .findFirst()
                        .map(lora ->
                                lora.name() + " is made for " + lora.verdict().family() + ", not for FLUX.1."));
    }

    /** Of LoRAs that a prompt takes although it may not work with them. */
    public static List<String> doubts(Collection<StackableLora> loras) {
        return loras.stream()
                .map(lora -> lora.verdict().family() == null
                        ? "The model of " + lora.name() + " is unknown, so it is not known whether it loads."
                        : lora.model() == BaseModel.MINIATURE
                                ? lora.name() + " is for Understudy's miniature: no other tool can load it."
                                : "")
                .filter(doubt -> !doubt.isEmpty())
                .toList();
    }

    /** What speaks against one LoRA in a prompt for FLUX.1: a refusal or a doubt; often empty. */
    public static Optional<String> about(StackableLora lora) {
        return refusal(List.of(lora)).or(() -> doubts(List.of(lora)).stream().findFirst());
    }

    static @Nullable public String firstBroken(Collection<StackableLora> loras) {
        return loras.stream()
                .filter(lora -> lora.verdict().broken() != null)
                .findFirst()
                .map(StackCheck::broken)
                .orElse(null);
    }

    private static String broken(StackableLora lora) {
        return lora.fileName() + " is broken. " + lora.verdict().broken();
    }

    public static Advice budget(StackPlan plan, Map<LoraRef, StackableLora> known) {
        String total = "Total " + plan.total().label() + ": ";
        if (of(plan, known).stream().anyMatch(remark -> remark.advice().isRefusal())) {
            return Advice.refused(total + "not judged, because these LoRAs cannot be used as they are.");
        }
        List<String> unknown = new StackCheck(plan, known)
                .chosen().stream()
                        .filter(lora -> lora.verdict().family() == null)
                        .map(StackableLora::name)
                        .toList();
        return unknown.isEmpty()
                ? plan.advice()
                : Advice.warning(
                        total + "not judged, because the model of " + String.join(", ", unknown) + " is unknown.");
    }

    private void characters() {
        long characters = chosen().stream()
                .filter(lora -> lora.character() != null)
                .map(StackableLora::character)
                .distinct()
                .count();
        if (characters > 1) {
            remark(
                    StackRemark.WHOLE,
                    Advice.warning("Two characters in one stack: their faces blend, as each LoRA changes every person"
                            + " in the picture."));
        }
    }

    private List<StackableLora> chosen() {
        return plan.layers().stream()
                .map(Layer::lora)
                .filter(ref -> ref != null && known.containsKey(ref))
                .map(known::get)
                .distinct()
                .toList();
    }

    private void remark(int place, Advice advice) {
        remarks.add(new StackRemark(place, advice, null));
    }
}
