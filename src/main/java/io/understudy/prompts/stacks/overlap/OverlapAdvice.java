package io.understudy.prompts.stacks.overlap;

import io.understudy.lora.Strength;
import io.understudy.lora.overlap.Overlap;
import io.understudy.prompting.guide.Advice;
import java.util.Locale;

/**
 * What an overlap means for two LoRAs at their strengths. LoRAs of rank 16 that were trained apart share about one part in
 * a thousand of a large model's layers, so a tenth is not chance.
 */
public final class OverlapAdvice {
    private static final double NOTABLE = 0.1;
    private static final double HEAVY = 0.3;
    private static final double ALIGNED = 0.1;

    private OverlapAdvice() {}

    public static Advice of(
            String first, Strength strengthOfFirst, String second, Strength strengthOfSecond, Overlap overlap) {
        String names = first + " and " + second;
        if (overlap.common() == 0) {
            return Advice.fits(names + " change different layers.");
        }
        String where = "%s of the change of %s lies where %s works, %s the other way round"
                .formatted(percent(overlap.sharedOfFirst()), first, second, percent(overlap.sharedOfSecond()));
        String heavy = overlap.heavyInBoth() == 0
                ? ""
                : " %d of each LoRA's strongest layers coincide.".formatted(overlap.heavyInBoth());
        if (overlap.shared() < NOTABLE) {
            return Advice.fits(names + " hardly overlap: " + where + "." + heavy);
        }
        String effect = effect(strengthOfFirst.value(), strengthOfSecond.value(), overlap);
        return overlap.shared() >= HEAVY
                ? Advice.warning(names + " heavily change the same layers: " + where + "." + effect + heavy
                        + " Lower one of them, or leave it out.")
                : Advice.hint(names + " overlap in part: " + where + "." + effect + heavy);
    }

    private static String effect(double one, double other, Overlap overlap) {
        double apart = one * one * overlap.energyOfFirst() + other * other * overlap.energyOfSecond();
        double together = apart + 2 * one * other * overlap.product();
        if (apart <= 0 || Math.abs(overlap.cosine()) < ALIGNED) {
            return "";
        }
        double factor = Math.sqrt(Math.max(0, together) / apart);
        return overlap.cosine() > 0
                ? " They push the same way: together they change the model %s times as much as two unrelated ones."
                        .formatted(number(factor))
                : " They push against each other: together they change the model only %s times as much as two"
                                .formatted(number(factor))
                        + " unrelated ones.";
    }

    private static String percent(double part) {
        return part > 0 && part < 0.01 ? "under 1 %" : Math.round(100 * part) + " %";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
