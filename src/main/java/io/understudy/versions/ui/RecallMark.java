package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.shared.ui.RelativeTime;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;
import org.jspecify.annotations.Nullable;

class RecallMark extends Div {
    private final boolean leadsOn;

    RecallMark(@Nullable SnapshotRecall recall) {
        this(recall, true);
    }

    RecallMark(@Nullable SnapshotRecall recall, boolean leadsOn) {
        this.leadsOn = leadsOn;
        addClassNames("panel", "withdrawn-mark");
        getElement().setAttribute("role", "note");
        show(recall);
    }

    final void show(@Nullable SnapshotRecall recall) {
        removeAll();
        setVisible(recall != null);
        if (recall != null) {
            Div head = new Div(
                    new StateBadge("dataset recalled", Tone.BAD, VaadinIcon.BAN),
                    new Span(
                            new Span("by " + recall.by() + " "),
                            new RelativeTime(recall.at()),
                            new Span(": " + recall.reason())));
            head.addClassName("look-item");
            add(head);
            if (leadsOn) {
                add(new Anchor(DatasetRoutes.lineage(recall.snapshot()), "Everything made from it"));
            }
        }
    }
}
