package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.ScrollRegion;
import io.understudy.platform.ui.SlowWork;
import io.understudy.providers.engines.EngineCard;
import io.understudy.providers.engines.ui.EnginePart;
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
        return jobs.isPossible(engine.kind()) ? Optional.of(new Found(jobs, engine)) : Optional.empty();
    }

    private static final class Found extends Panel {
        private final transient EngineJobService jobs;
        private final transient EngineCard engine;
        private final Div found = new Div();
        private final Button look = new Button("Look for jobs", event -> look());

        Found(EngineJobService jobs, EngineCard engine) {
            this.jobs = jobs;
            this.engine = engine;
            look.setDisableOnClick(true);
            add(
                    Panel.head("Jobs without a run", look),
                    new Hint("Jobs on this engine that were started by Understudy and that no open run follows. They"
                            + " compute unseen. Jobs of another installation under the same account are listed, too."),
                    found);
        }

        private void look() {
            SlowWork.inBackground(
                    UI.getCurrent(), () -> jobs.orphans(engine.backend()), this::show, () -> look.setEnabled(true));
        }

        private void show(List<Orphan> orphans) {
            found.removeAll();
            if (orphans.isEmpty()) {
                found.add(Hint.inline("There are none."));
                return;
            }
            DataTable table = new DataTable("data-table", "Job", "Run", "State", "");
            orphans.forEach(orphan -> {
                var row = table.row(new Span(orphan.job().id()));
                row.addDataCell()
                        .add(
                                orphan.runNumber() == 0
                                        ? new Span("none here")
                                        : new Anchor(RunRoutes.of(orphan.runNumber()), "Run " + orphan.runNumber()));
                row.addDataCell().setText(orphan.job().standing());
                row.addDataCell().add(Buttons.inline("End job", event -> ask(orphan)));
            });
            found.add(new ScrollRegion("wide-table", "Jobs without a run", table));
        }

        private void ask(Orphan orphan) {
            String job = orphan.job().id();
            Confirmation.ofLoss(
                            "End job " + job + "?",
                            "It is ended on “" + engine.name() + "”; what it has not saved there is lost.",
                            "End job",
                            () -> SlowWork.inBackground(
                                    UI.getCurrent(),
                                    () -> {
                                        jobs.end(engine.backend(), job);
                                        return jobs.orphans(engine.backend());
                                    },
                                    rest -> {
                                        Notifications.done("Job " + job + " is ended");
                                        show(rest);
                                    },
                                    () -> {}))
                    .open();
        }
    }
}
