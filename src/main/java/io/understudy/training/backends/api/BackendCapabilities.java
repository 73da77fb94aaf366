package io.understudy.training.backends.api;

import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.lora.BaseModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backend is and what it does with each parameter; the form shows it next to the fields.
 *
 * @param what what this backend makes, in one or two sentences, shown wherever it is chosen
 * @param baseModel the model that its LoRAs are made for
 * @param ignores parameters that have no effect here, with the reason
 * @param notes what this backend does differently with a parameter that it honours
 * @param limits hard limits, narrower than the product's own
 * @param options settings that only this backend has
 * @param presets sensible settings for this backend, the first one is proposed
 * @param reportsLoss whether its jobs report the loss of each step
 */
public record BackendCapabilities(
        String what,
        BaseModel baseModel,
        Map<JobField, String> ignores,
        Map<JobField, String> notes,
        Map<JobField, Limits> limits,
        List<BackendOption> options,
        List<BackendPreset> presets,
        boolean reportsLoss) {
    public BackendCapabilities {
        ignores = Map.copyOf(ignores);
        notes = Map.copyOf(notes);
        limits = Map.copyOf(limits);
        options = List.copyOf(options);
        presets = List.copyOf(presets);
        if (presets.isEmpty()) {
            throw new IllegalArgumentException("A backend proposes at least one preset");
        }
    }

    public boolean flux() {
        return baseModel.isFlux();
    }

    /** Parameters that have no effect here, or not with the options that are chosen, with the reason. */
    public Map<JobField, String> ignores(Map<String, String> chosen) {
        Map<JobField, String> all = new HashMap<>(ignores);
        for (BackendOption option : options) {
            String value = chosen.getOrDefault(option.name(), option.fallback());
            JobField field = option.overrules().get(value);
            if (field != null) {
                all.putIfAbsent(field, option.label() + " " + value + " sets it.");
            }
        }
        return all;
    }

    public boolean hasRepeats() {
        return repeats().isPresent();
    }

    /**
     * How many pictures an epoch shows with the options that are chosen.
     *
     * @param own as often as the pictures themselves have it
     */
    public int shownInEpoch(EpochCount own, Map<String, String> chosen) {
        if (takesOwnRepeats(chosen)) {
            return own.shown();
        }
        return own.pictures()
                * repeats().map(option -> Integer.valueOf(option.value(chosen))).orElse(1);
    }

    /** Whether an epoch shows each picture as often as that has it, with the options that are chosen. */
    public boolean takesOwnRepeats(Map<String, String> chosen) {
        return repeats()
                .filter(option -> option.value(chosen).equals(BackendOption.OWN_REPEATS))
                .isPresent();
    }

    private Optional<BackendOption> repeats() {
        return options.stream()
                .filter(option -> option.name().equals(BackendOption.REPEATS))
                .findFirst();
    }

    public boolean honours(JobField field) {
        return !ignores.containsKey(field);
    }

    /** Both ends included. */
    public record Limits(double least, double most) {
        public boolean allow(double value) {
            return value >= least && value <= most;
        }
    }
}
