package io.understudy.generation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import io.understudy.generation.backends.api.ListedRequest;
import io.understudy.generation.jobs.LeftRequestService;
import io.understudy.providers.engines.EngineCard;
import io.understudy.providers.engines.ui.EnginePart;
import io.understudy.providers.engines.ui.LeftJobsPanel;
import java.util.Optional;

/** On an engine's page: its requests that this product sent and that no open job follows. */
@org.springframework.stereotype.Component
class LeftRequests implements EnginePart {
    private final LeftRequestService requests;

    LeftRequests(LeftRequestService requests) {
        this.requests = requests;
    }

    @Override
    public Optional<Component> of(EngineCard engine) {
        return requests.isPossible(engine.backend())
                ? Optional.of(new LeftJobsPanel(
                        engine,
                        "Pictures without a job",
                        "Pictures in the queue of “" + engine.name() + "” that were ordered by Understudy and that no"
                                + " open job follows. Those of another installation are listed, too.",
                        () -> requests.left(engine.backend()).stream()
                                .map(LeftRequests::job)
                                .toList(),
                        id -> requests.end(engine.backend(), id)))
                : Optional.empty();
    }

    private static LeftJobsPanel.Job job(ListedRequest request) {
        return new LeftJobsPanel.Job(
                request.handles().getFirst(), new Span("no open job here"), request.state(), request.since());
    }
}
