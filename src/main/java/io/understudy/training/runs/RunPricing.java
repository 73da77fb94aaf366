package io.understudy.training.runs;

import io.understudy.billing.ChargeRepository;
import io.understudy.billing.ChargeState;
import io.understudy.billing.NewCharge;
import io.understudy.training.RunCosts;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.lists.RunListQueries;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What a run is charged for: steps by a service, the hours of its cards on an engine of the team. */
@Component
public class RunPricing {
    private static final BigDecimal HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toMillis());
    private static final int SCALE = 6;

    private final TrainingBackends backends;
    private final RunListQueries queries;
    private final ChargeRepository charges;

    RunPricing(TrainingBackends backends, RunListQueries queries, ChargeRepository charges) {
        this.backends = backends;
        this.queries = queries;
        this.charges = charges;
    }

    /** How many of the price's unit a run is expected to use: for hours from what this engine needed lately. */
    BigDecimal units(String backend, TrainingSettings asked) {
        int cards = backends.termsOf(backend).chargedCards();
        return cards == 0
                ? RunCosts.units(asked)
                : hours(
                        queries.computedPerStep(backend, asked.batchSize())
                                .map(each -> each.multipliedBy(asked.steps()))
                                .orElseGet(() -> backends.byId(backend).estimate(asked, 0)),
                        cards);
    }

    /** Of what is about to be sent. */
    public void open(TrainingRun run) {
        run.charges(backends.termsOf(run.backend()).chargedCards());
        charges.open(new NewCharge(
                run.backend(),
                units(run.backend(), run.parameters()),
                run.getId(),
                run.attempt(),
                "Run " + run.number(),
                run.character().value(),
                run.launchedBy()));
    }

    /**
     * By the terms that the job was sent with, whatever the engine's are by now.
     *
     * @param outcome where nobody counts what was used
     */
    public void settle(TrainingRun run, ChargeState outcome) {
        if (run.isChargedByTheHour()) {
            charges.settleUsed(run.getId(), hours(run.chargedTime(), run.chargedCards()));
        } else {
            charges.settle(run.getId(), outcome);
        }
    }

    private static BigDecimal hours(Duration time, int cards) {
        return BigDecimal.valueOf(time.toMillis() * cards).divide(HOUR, SCALE, RoundingMode.HALF_UP);
    }
}
