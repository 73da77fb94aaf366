package io.understudy.audit;

import io.understudy.bundle.MalformedBundleException;
import io.understudy.platform.core.DomainException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Signs the state of the trail and writes it to the log, which the database does not reach. */
@Component
class AnchorWriter {
    private static final Logger log = LoggerFactory.getLogger(AnchorWriter.class);

    private final TrailCheckpointService checkpoints;
    private final ApplicationEventPublisher events;

    AnchorWriter(TrailCheckpointService checkpoints, ApplicationEventPublisher events) {
        this.checkpoints = checkpoints;
        this.events = events;
    }

    void write() {
        try {
            TrailCheckpoint checkpoint = checkpoints.sign();
            log.info(
                    "The audit trail up to row {}. Keep this to convict a rewrite:\n{}",
                    checkpoint.size(),
                    checkpoint.note());
        } catch (DomainException | MalformedBundleException refused) {
            String title = "The audit trail could not be signed";
            log.error("{}: {}", title, refused.getMessage());
            events.publishEvent(new TrailProblem(title, String.valueOf(refused.getMessage())));
        }
    }
}
