package io.understudy.generation;

import io.understudy.costs.Charges;
import io.understudy.costs.NewCharge;
import io.understudy.generation.backend.PictureSettings;
import io.understudy.people.SystemActs;
import io.understudy.shared.Actor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.springframework.stereotype.Component;

/**
 * Writes down what pictures cost: each attempt of a job is one use, expected to draw what is missing, and settled by what
 * it did ask for. Services that draw for money are priced by the megapixel.
 */
@Component
class GenerationCharges {
    private static final int PURPOSE = 120;
    private static final BigDecimal PIXELS = new BigDecimal(1_000_000);

    private final Charges charges;

    GenerationCharges(Charges charges) {
        this.charges = charges;
    }

    /** Megapixels. */
    static BigDecimal units(PictureSettings settings, int pictures) {
        return BigDecimal.valueOf((long) settings.width() * settings.height())
                .multiply(BigDecimal.valueOf(pictures))
                .divide(PIXELS, 4, RoundingMode.HALF_UP);
    }

    /** An attempt begins. */
    void begin(GenerationJob job) {
        if (job.planned() == 0) {
            return;
        }
        String purpose = job.purpose();
        boolean byTheProduct = job.askedBy().equals(Actor.SYSTEM.id());
        SystemActs.run(() -> charges.open(new NewCharge(
                job.backend(),
                units(job.settings(), job.planned()),
                job.getId(),
                job.attempt(),
                purpose.length() <= PURPOSE ? purpose : purpose.substring(0, PURPOSE - 1) + "…",
                job.character(),
                byTheProduct ? null : job.askedBy())));
    }

    /** The attempt is over, whatever became of it. */
    void end(GenerationJob job) {
        if (job.planned() > 0) {
            SystemActs.run(() -> charges.settleShare(job.getId(), job.sent(), job.planned()));
        }
    }
}
