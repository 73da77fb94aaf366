package io.understudy.generation.jobs;

import io.understudy.billing.ChargeRepository;
import io.understudy.billing.ChargeState;
import io.understudy.billing.CostService;
import io.understudy.billing.NewCharge;
import io.understudy.generation.backends.GenerationBackends;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.core.Wording;
import io.understudy.providers.engines.EngineDirectory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Writes down what pictures cost: each attempt of a job is one use, expected to generate what is missing, and settled
 * by what it did ask for. Paid services are priced by the megapixel, engines of the team by the hours of their cards.
 */
@Component
class GenerationCharges {
    private static final int PURPOSE = 120;
    private static final BigDecimal PIXELS = new BigDecimal(1_000_000);

    private static final BigDecimal HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());
    private static final int SCALE = 6;

    private final ChargeRepository charges;
    private final GenerationBackends generators;
    private final EngineDirectory engines;
    private final GenerationRepository repository;
    private final CostService costs;

    GenerationCharges(
            ChargeRepository charges,
            GenerationBackends generators,
            EngineDirectory engines,
            GenerationRepository repository,
            CostService costs) {
        this.charges = charges;
        this.generators = generators;
        this.engines = engines;
        this.repository = repository;
        this.costs = costs;
    }

    /** How many of the price's unit pictures are expected to use: for hours from what this engine needed lately. */
    BigDecimal units(String backend, PictureSettings settings, int pictures) {
        int cards = generators.termsOf(backend).chargedCards();
        return cards == 0 ? megapixels(settings, pictures) : hours(time(backend, settings, pictures, cards));
    }

    private Duration time(String backend, PictureSettings settings, int pictures, int cards) {
        return repository
                .timePerPicture(backend, settings.width(), settings.height(), settings.steps())
                .map(each -> each.multipliedBy(pictures))
                .orElseGet(() -> generators
                        .find(backend)
                        .map(found -> found.estimate(settings, pictures).time().multipliedBy(cards))
                        .orElse(Duration.ZERO));
    }

    private static BigDecimal hours(Duration time) {
        return BigDecimal.valueOf(time.toMillis()).divide(HOUR, SCALE, RoundingMode.UP);
    }

    /** Also while an engine has no price: what an attempt began with a price ends with it. */
    private boolean isByTheHour(GenerationJob job) {
        return engines.find(job.backend()).isPresent()
                || engines.formerName(job.backend()).isPresent();
    }

    private static BigDecimal megapixels(PictureSettings settings, int pictures) {
        return BigDecimal.valueOf((long) settings.width() * settings.height())
                .multiply(BigDecimal.valueOf(pictures))
                .divide(PIXELS, 4, RoundingMode.HALF_UP);
    }

    /** @param missing pictures of the job: cards compute also those that were asked for already */
    void begin(GenerationJob job, int missing) {
        int expected = isByTheHour(job) ? missing : job.planned();
        if (expected == 0) {
            return;
        }
        String purpose = job.purpose();
        boolean byTheProduct = job.askedBy().equals(Actor.SYSTEM.id());
        RunAs.run(() -> charges.open(new NewCharge(
                job.backend(),
                units(job.backend(), job.settings(), expected),
                job.getId(),
                job.attempt(),
                Wording.cut(purpose, PURPOSE),
                job.character(),
                byTheProduct ? null : job.askedBy())));
    }

    /**
     * The attempt is over, whatever became of it. What a stopped job has not used of its order counts no longer.
     *
     * @param missing pictures, with the requests that may still bring some of them
     * @param someOver whether some requests are known to bring nothing, and nobody knows what they cost
     */
    void end(GenerationJob job, List<TaskPicture> missing, boolean someOver) {
        settle(job, missing, someOver);
        if (job.state().isStopped()) {
            costs.withdraw(job.getId());
        }
    }

    private void settle(GenerationJob job, List<TaskPicture> missing, boolean someOver) {
        if (isByTheHour(job)) {
            RunAs.run(() -> charges.openedAt(job.getId(), job.attempt())
                    .ifPresent(opened -> charges.settleUsed(
                            job.getId(), job.attempt(), hours(repository.computed(job.id(), opened)))));
            return;
        }
        boolean open = missing.stream().anyMatch(TaskPicture::isUnderway);
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
