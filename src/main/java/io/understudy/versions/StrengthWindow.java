package io.understudy.versions;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.StrengthBand;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * At which strengths a LoRA is to be used. Strengths have two digits after the point.
 *
 * @param from the lowest at which the character is recognised, above 0
 * @param best where it is used when nothing speaks against it
 * @param to the highest that does no harm, at most 2
 */
@Embeddable
public record StrengthWindow(
        @Column(name = "strength_from") Strength from,
        @Column(name = "strength_best") Strength best,
        @Column(name = "strength_to") Strength to) {
    /** @throws DomainException.RuleViolation in {@code from}, {@code best} or {@code to} */
    public StrengthWindow {
        from = from.rounded();
        best = best.rounded();
        to = to.rounded();
        if (from.value() <= 0) {
            throw DomainException.RuleViolation.in("from", "At strength 0 the LoRA does nothing: start above 0.");
        }
        if (to.isAbove(Strength.MOST)) {
            throw DomainException.RuleViolation.in("to", "A strength is at most 2; from 1.3 it is usually too much.");
        }
        if (best.isBelow(from) || best.isAbove(to)) {
            throw DomainException.RuleViolation.in(
                    "best", "The best strength lies between the lowest and the highest.");
        }
    }

    /** What counts while nobody has stated anything: the guide's standard use, and its strength for a character. */
    public static StrengthWindow ofTheGuide() {
        return new StrengthWindow(StrengthBand.BALANCED.from(), StackRole.CHARACTER.usualStrength(), Strength.FULL);
    }

    public boolean contains(Strength strength) {
        return !strength.isBelow(from) && !strength.isAbove(to);
    }

    /** {@code 0.7–1.1, best 0.9}. */
    public String inWords() {
        return "%s–%s, best %s".formatted(from.label(), to.label(), best.label());
    }
}
