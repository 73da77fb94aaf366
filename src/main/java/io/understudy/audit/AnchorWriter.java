package io.understudy.audit;

import io.understudy.bundle.MalformedBundleException;
import io.understudy.platform.core.DomainException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Signs the state of the trail and writes it to the log, which the database does not reach. */
@Component
public class AnchorWriter {
    private static final Logger log = LoggerFactory.getLogger(AnchorWriter.class);

    private final TrailCheckpointService checkpoints;

    AnchorWriter(TrailCheckpointService checkpoints) {
        this.checkpoints = checkpoints;
    }

    /** @return why nothing was signed; empty when the state was */
    public Optional<TrailProblem> write() {
        try {
            TrailCheckpoint checkpoint = checkpoints.sign();
            log.info(
                    "The audit trail up to row {}. Keep this to convict a rewrite:\n{}",
                    checkpoint.size(),
                    checkpoint.note());
            return Optional.empty();
        } catch (DomainException | MalformedBundleException refused) {
            return Optional.of(
                    new TrailProblem("The audit trail could not be signed", String.valueOf(refused.getMessage())));
        }
    }
}
