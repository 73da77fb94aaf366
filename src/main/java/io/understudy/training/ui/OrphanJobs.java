package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import io.understudy.providers.engines.EngineCard;
import io.understudy.providers.engines.ui.EnginePart;
import io.understudy.providers.engines.ui.LeftJobsPanel;
import io.understudy.training.RunRoutes;
import io.understudy.training.queue.EngineJobService;
import io.understudy.training.queue.EngineJobService.Orphan;
import java.util.Optional;

/** On an engine's page: its jobs that carry this product's name and belong to no open run. */
@org.springframework.stereotype.Component
class OrphanJobs implements EnginePart {
    private final EngineJobService jobs;

    OrphanJobs(EngineJobService jobs) {
        this.jobs = jobs;
    }

    @Override
    public Optional<Component> of(EngineCard engine) {
        return jobs.isPossible(engine.kind())
                ? Optional.of(new LeftJobsPanel(
                        engine,
                        "Jobs without a run",
                        "Jobs on “" + engine.name() + "” that were started by Understudy and that no open run follows."
                                + " Jobs of another installation under the same account are listed, too.",
                        () -> jobs.orphans(engine.backend()).stream()
                                .map(OrphanJobs::job)
                                .toList(),
                        id -> jobs.end(engine.backend(), id)))
                : Optional.empty();
    }

    private static LeftJobsPanel.Job job(Orphan orphan) {
        long run = orphan.runNumber();
        return new LeftJobsPanel.Job(
                orphan.job().id(),
                run == 0 ? new Span("no run here") : new Anchor(RunRoutes.of(run), "Run " + run),
                orphan.job().standing(),
                orphan.job().since());
    }
}
