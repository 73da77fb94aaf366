package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.ScrollRegion;
import io.understudy.platform.ui.SlowWork;
import io.understudy.providers.engines.EngineCard;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** On an engine's page: what was started there by this product and is followed by nothing here. */
public class LeftJobsPanel extends Panel {
    private final transient EngineCard engine;
    private final transient Supplier<List<Job>> left;
    private final transient Consumer<String> end;
    private final String title;
    private final Div found = new Div();
    private final Button look = new Button("Look for jobs", event -> look());

    /**
     * @param id as the engine calls it
     * @param owner what it belongs to
     * @param since when it was submitted; null where that is not known
     */
    public record Job(
            String id,
            Component owner,
            String state,
            @Nullable Instant since) {}

    /** @param left waits for the engine, as does {@code end}, which is given the id of a job */
    public LeftJobsPanel(EngineCard engine, String title, String hint, Supplier<List<Job>> left, Consumer<String> end) {
        this.engine = engine;
        this.title = title;
        this.left = left;
        this.end = end;
        look.setDisableOnClick(true);
        add(Panel.head(title, look), new Hint(hint), found);
    }

    private void look() {
        SlowWork.inBackground(UI.getCurrent(), left::get, this::show, () -> look.setEnabled(true));
    }

    private void show(List<Job> left) {
        found.removeAll();
        if (left.isEmpty()) {
            found.add(Hint.inline("There are none."));
            return;
        }
        DataTable table = new DataTable("data-table", "Job", "Belongs to", "State", "Submitted", "");
        left.forEach(job -> {
            var row = table.row(new Span(job.id()));
            row.addDataCell().add(job.owner());
            row.addDataCell().setText(job.state());
            Instant since = job.since();
            row.addDataCell().add(since == null ? new Span("not known") : new RelativeTime(since));
            row.addDataCell().add(Buttons.inline("End job", event -> ask(job.id())));
        });
        found.add(new ScrollRegion("wide-table", title, table));
    }

    private void ask(String job) {
        Confirmation.ofLoss(
                        "End job " + job + "?",
                        "It is ended on “" + engine.name() + "”; what it has not saved there is lost.",
                        "End job",
                        () -> SlowWork.inBackground(
                                UI.getCurrent(),
                                () -> {
                                    end.accept(job);
                                    return left.get();
                                },
                                rest -> {
                                    Notifications.done("Job " + job + " is ended");
                                    show(rest);
                                },
                                () -> {}))
                .open();
    }
}
