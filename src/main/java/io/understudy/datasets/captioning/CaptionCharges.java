package io.understudy.datasets.captioning;

import io.understudy.billing.ChargeRepository;
import io.understudy.billing.ChargeState;
import io.understudy.billing.NewCharge;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.captioning.CaptioningRepository.Order;
import io.understudy.datasets.captioning.CaptioningRepository.Waiting;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.core.Wording;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.providers.fal.FalClient.Submission;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down the paid requests for captions with what they cost: each picture's request is one use. */
@Component
class CaptionCharges {
    private static final int PURPOSE = 120;

    private final CaptioningRepository repository;
    private final ChargeRepository charges;

    CaptionCharges(CaptioningRepository repository, ChargeRepository charges) {
        this.repository = repository;
        this.charges = charges;
    }

    /**
     * Right before a try: from here on it may be accepted.
     *
     * @throws JobWithdrawn when nobody waits for it any longer, or another server sends it
     */
    @Transactional
    public void sending(FalCaptioner captioner, Order order, Waiting picture) {
        String purpose = "Caption of " + picture.fileName();
        if (!repository.claim(
                picture.subject(), Submission.placeholder(picture.subject().toString()))) {
            throw new JobWithdrawn(purpose + " is no longer wanted here");
        }
        charges.open(new NewCharge(
                captioner.model().id(),
                BigDecimal.ONE,
                picture.subject(),
                picture.attempt(),
                Wording.cut(purpose, PURPOSE),
                order.character().value(),
                order.orderedBy()));
    }

    @Transactional
    public void notTaken(Waiting picture) {
        repository.handle(picture.subject(), null);
        charges.settle(picture.subject(), ChargeState.NOT_CHARGED);
    }

    @Transactional
    public void underway(Waiting picture, String request) {
        repository.handle(picture.subject(), request);
    }

    /** @param billed what fal says that it counted, where it says so */
    @Transactional
    public void settle(Waiting picture, ChargeState state, Optional<BigDecimal> billed) {
        billed.ifPresent(units -> charges.billed(picture.subject(), units));
        charges.settle(picture.subject(), state);
    }

    /** Before the requests of a dataset are forgotten: what is under way may cost as much as was estimated. */
    @Transactional
    public void giveUp(CharacterId character) {
        for (UUID subject : repository.underway(character)) {
            RunAs.run(() -> charges.settle(subject, ChargeState.ASSUMED));
        }
    }
}
