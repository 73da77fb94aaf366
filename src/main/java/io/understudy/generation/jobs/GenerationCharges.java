package io.understudy.generation.jobs;

import io.understudy.billing.ChargeRepository;
import io.understudy.billing.ChargeState;
import io.understudy.billing.NewCharge;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.RunAs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Writes down what pictures cost: each attempt of a job is one use, expected to generate what is missing, and settled
 * by what it did ask for. Paid services are priced by the megapixel.
 */
@Component
class GenerationCharges {
    private static final int PURPOSE = 120;
    private static final BigDecimal PIXELS = new BigDecimal(1_000_000);

    private final ChargeRepository charges;

    GenerationCharges(ChargeRepository charges) {
        this.charges = charges;
    }

    /** Megapixels. */
    static BigDecimal units(PictureSettings settings, int pictures) {
        return BigDecimal.valueOf((long) settings.width() * settings.height())
                .multiply(BigDecimal.valueOf(pictures))
                .divide(PIXELS, 4, RoundingMode.HALF_UP);
    }

    void begin(GenerationJob job) {
        if (job.planned() == 0) {
            return;
        }
        String purpose = job.purpose();
        boolean byTheProduct = job.askedBy().equals(Actor.SYSTEM.id());
        RunAs.run(() -> charges.open(new NewCharge(
                job.backend(),
                units(job.settings(), job.planned()),
                job.getId(),
                job.attempt(),
                purpose.length() <= PURPOSE ? purpose : purpose.substring(0, PURPOSE - 1) + "…",
                job.character(),
                byTheProduct ? null : job.askedBy())));
    }

    /**
     * The attempt is over, whatever became of it.
     *
     * @param missing pictures, with the requests that may still bring some of them
     * @param someOver whether some requests are known to bring nothing, and nobody knows what they cost
     */
    void end(GenerationJob job, List<GenerationRepository.Missing> missing, boolean someOver) {
        boolean open = missing.stream().anyMatch(GenerationRepository.Missing::isUnderway);
        ChargeState outcome = someOver || job.pulse().refused() > 0
                ? ChargeState.UNCONFIRMED
                : open ? ChargeState.ASSUMED : ChargeState.CHARGED;
        RunAs.run(() -> {
            if (job.planned() > 0) {
                charges.settleShare(job.getId(), job.sent(), job.planned(), outcome);
            }
            if (outcome == ChargeState.CHARGED) {
                charges.confirm(job.getId());
            } else if (outcome == ChargeState.UNCONFIRMED) {
                charges.leaveUnconfirmed(job.getId());
            }
        });
    }

    void giveUp(GenerationJob job) {
        RunAs.run(() -> charges.leaveUnconfirmed(job.getId()));
    }
}
