package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.billing.PriceLine;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.BackendOption;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.JobField;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a run can be computed.
 *
 * @param baseModel id of the model that its LoRAs are made for
 * @param obstacle why it cannot be chosen now; null where it can
 * @param free whether a run costs nothing
 * @param price null where it is free
 * @param presets settings that go together; what a launch leaves out is that of the first
 * @param options settings that only this backend has
 * @param limits of what it takes
 * @param ignored settings that have no effect here
 */
@Schema(name = "Backend")
record BackendResource(
        String id,
        String name,
        String what,
        String baseModel,
        @Nullable String obstacle,
        boolean free,
        @Nullable Price price,
        List<BackendPreset> presets,
        List<Option> options,
        List<Limit> limits,
        List<Ignored> ignored) {
    /**
     * @param dollars null while no price is known: then a person launches the run
     * @param unit that the price is for, such as 1,000 steps
     */
    @Schema(name = "BackendPrice")
    record Price(@Nullable BigDecimal dollars, String unit) {}

    /** @param value where none is chosen */
    @Schema(name = "BackendOption")
    record Option(String name, String label, String help, List<String> choices, String value) {
        private static Option of(BackendOption option) {
            return new Option(option.name(), option.label(), option.help(), option.choices(), option.fallback());
        }
    }

    /** Both ends included. */
    @Schema(name = "BackendLimit")
    record Limit(String setting, double least, double most) {}

    @Schema(name = "IgnoredSetting")
    record Ignored(String setting, String why) {}

    /** @param price null where it costs nothing */
    static BackendResource of(BackendChoice backend, Map<JobField, Limits> limits, @Nullable PriceLine price) {
        BackendCapabilities can = backend.capabilities();
        return new BackendResource(
                backend.id(),
                backend.displayName(),
                can.what(),
                can.baseModel().id(),
                backend.obstacle(),
                price == null,
                price == null ? null : new Price(price.price(), price.service().unit()),
                can.presets(),
                can.options().stream().map(Option::of).toList(),
                limits.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(limit -> new Limit(
                                limit.getKey().property(),
                                limit.getValue().least(),
                                limit.getValue().most()))
                        .toList(),
                can.ignores().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(ignored -> new Ignored(ignored.getKey().property(), ignored.getValue()))
                        .toList());
    }
}
