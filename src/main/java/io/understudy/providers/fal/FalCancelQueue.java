package io.understudy.providers.fal;

import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.providers.fal.FalRepository.Cancel;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

@Component
class FalCancelQueue extends BackgroundQueue<String> implements FalCancels {
    private static final Logger log = LoggerFactory.getLogger(FalCancelQueue.class);
    /** No request takes that long. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final FalRepository repository;
    private final FalClient client;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    FalCancelQueue(
            FalRepository repository,
            FalClient client,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            JobClaimRepository claims,
            Clock clock,
            @Value("${understudy.training.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        super("fal-cancel", claims, enabled);
        this.repository = repository;
        this.client = client;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void stop(FalTicket ticket, String reference) {
        write(ticket, reference);
        add(ticket.requestId());
    }

    @Override
    public void stopNow(FalTicket ticket, String reference) {
        write(ticket, reference);
        doNow(ticket.requestId());
    }

    private void write(FalTicket ticket, String reference) {
        repository.addCancel(new Cancel(
                ticket.requestId(),
                ticket.endpoint(),
                ticket.cancelUrl().toString(),
                UUID.fromString(reference),
                clock.instant()));
    }

    @Override
    public void withdraw(FalTicket ticket) {
        repository.removeCancel(ticket.requestId());
    }

    @Override
    protected List<String> waiting() {
        return repository.cancels().stream().map(Cancel::requestId).toList();
    }

    @Override
    protected String subject(String requestId) {
        return requestId;
    }

    @Override
    protected void perform(String requestId) {
        repository.findCancel(requestId).ifPresent(this::ask);
    }

    private void ask(Cancel cancel) {
        FalTicket known = client.ticket(cancel.endpoint(), cancel.requestId());
        FalCancels.Answer answer;
        try {
            answer = client.cancel(known.withCancelUrl(URI.create(cancel.cancelUrl())));
            if (answer == FalCancels.Answer.UNKNOWN && isYoungerThan(FalRequestPolling.UNKNOWN_AT_FIRST, cancel)) {
                throw new FalProblem.AnswerLost("fal.ai does not know request " + cancel.requestId() + " yet.", null);
            }
        } catch (FalProblem problem) {
            if (isYoungerThan(LONGEST, cancel)) {
                throw new NotNow(problem);
            }
            log.warn("fal.ai could not be asked to stop request {}: {}", cancel.requestId(), problem.words());
            answer = FalCancels.Answer.UNKNOWN;
        }
        boolean takenOut = answer == FalCancels.Answer.TAKEN_OUT;
        transaction.executeWithoutResult(status -> {
            repository.removeCancel(cancel.requestId());
            if (takenOut) {
                events.publishEvent(new FalCancels.TakenOut(cancel.reference(), cancel.requestId()));
            }
        });
    }

    private boolean isYoungerThan(Duration age, Cancel cancel) {
        return clock.instant().isBefore(cancel.wantedAt().plus(age));
    }

    /** A server that died while it asked says nothing against asking again. */
    @Override
    protected void giveUp(String requestId) {
        perform(requestId);
    }
}
