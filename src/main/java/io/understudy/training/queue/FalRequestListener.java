package io.understudy.training.queue;

import io.understudy.platform.core.RunAs;
import io.understudy.providers.fal.FalCancels;
import io.understudy.providers.fal.FalRequestEnded;
import io.understudy.training.RunId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Receives the news that a request at fal is over. A run whose answer was lost learns from it that fal did accept it.
 */
@Component
class FalRequestListener {
    private final RunProgressWriter progressWriter;

    FalRequestListener(RunProgressWriter progressWriter) {
        this.progressWriter = progressWriter;
    }

    @EventListener
    void heard(FalRequestEnded report) {
        RunAs.run(() -> progressWriter.reported(new RunId(report.reference()), report.requestId()));
    }

    @EventListener
    void takenOut(FalCancels.TakenOut report) {
        RunAs.run(() -> progressWriter.takenOut(new RunId(report.reference()), report.requestId()));
    }
}
