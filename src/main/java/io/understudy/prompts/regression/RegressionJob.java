package io.understudy.prompts.regression;

import io.understudy.generation.GenerationChanged;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Begins comparisons that are wanted, and ends those whose pictures are there. */
@Component
public class RegressionJob extends BackgroundQueue<RegressionId> {
    private static final Logger log = LoggerFactory.getLogger(RegressionJob.class);

    private final RegressionRenderer drawing;
    private final RegressionSignals signals;

    RegressionJob(
            RegressionRenderer drawing,
            RegressionSignals signals,
            JobClaimRepository claims,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        super("regressions", claims, enabled);
        this.drawing = drawing;
        this.signals = signals;
    }

    @TransactionalEventListener
    void wanted(RegressionRequested wanted) {
        add(wanted.check());
    }

    @TransactionalEventListener
    void drawn(GenerationChanged change) {
        if (change.progress().state().isOver()) {
            soon(() -> {
                drawing.jobEnded(change.progress().job());
                signals.changed();
            });
        }
    }

    @Override
    protected List<RegressionId> waiting() {
        return drawing.takeUp();
    }

    @Override
    protected String subject(RegressionId check) {
        return check.value().toString();
    }

    @Override
    protected void perform(RegressionId check) {
        drawing.begin(check);
        signals.changed();
    }

    /** An approval's comparison is never dropped: it is begun again with the next look. */
    @Override
    protected void giveUp(RegressionId check) {
        log.error("The comparison {} could not be begun {} times", check.value(), MOST_ATTEMPTS);
    }
}
