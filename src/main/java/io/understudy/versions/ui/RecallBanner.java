package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import org.jspecify.annotations.Nullable;

class RecallBanner extends Div {
    private final boolean leadsOn;

    RecallBanner(@Nullable SnapshotRecall recall) {
        this(recall, true);
    }

    RecallBanner(@Nullable SnapshotRecall recall, boolean leadsOn) {
        this.leadsOn = leadsOn;
        addClassNames("panel", "withdrawn-mark");
        getElement().setAttribute("role", "note");
        show(recall);
    }

    final void show(@Nullable SnapshotRecall recall) {
        removeAll();
        setVisible(recall != null);
        if (recall != null) {
            Div head = Styled.div(
                    "look-item",
                    new StateBadge("dataset recalled", BadgeTone.BAD, VaadinIcon.BAN),
                    new Span(
                            new Span("by " + recall.by() + " "),
                            new RelativeTime(recall.at()),
                            new Span(": " + recall.reason())));
            add(head);
            if (leadsOn) {
                add(new Anchor(DatasetRoutes.lineage(recall.snapshot()), "Everything made from it"));
            }
        }
    }
}
