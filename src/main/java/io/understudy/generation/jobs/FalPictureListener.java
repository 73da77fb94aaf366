package io.understudy.generation.jobs;

import io.understudy.generation.GenerationId;
import io.understudy.platform.core.RunAs;
import io.understudy.providers.fal.FalCancels;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalRequestEnded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Receives what fal says, unasked or later, about the requests of pictures. */
@Component
class FalPictureListener {
    private final GenerationProgressWriter progressWriter;

    FalPictureListener(GenerationProgressWriter progressWriter) {
        this.progressWriter = progressWriter;
    }

    @EventListener
    void ended(FalRequestEnded report) {
        RunAs.run(() -> progressWriter.found(
                FalClient.Submission.placeholder(report.reference().toString()), report.requestId()));
    }

    @EventListener
    void takenOut(FalCancels.TakenOut report) {
        RunAs.run(() -> progressWriter.takenOut(new GenerationId(report.reference()), report.requestId()));
    }
}
