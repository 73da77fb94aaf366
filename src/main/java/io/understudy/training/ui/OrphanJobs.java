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
import java.util.List;
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
                        new Found(jobs, engine.backend())))
                : Optional.empty();
    }

    private record Found(EngineJobService jobs, String backend) implements LeftJobsPanel.Jobs {
        @Override
        public List<LeftJobsPanel.Job> left() {
            return jobs.orphans(backend).stream().map(Found::job).toList();
        }

        private static LeftJobsPanel.Job job(Orphan orphan) {
            long run = orphan.runNumber();
            return new LeftJobsPanel.Job(
                    orphan.job().id(),
                    run == 0 ? new Span("no run here") : new Anchor(RunRoutes.of(run), "Run " + run),
                    orphan.job().standing(),
                    orphan.job().since());
        }

        @Override
        public void end(String id) {
            jobs.end(backend, id);
        }
    }
}
