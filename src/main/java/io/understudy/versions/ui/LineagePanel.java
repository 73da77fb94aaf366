package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.lineage.Lineage;
import io.understudy.versions.review.Contribution;
import java.util.List;

class LineagePanel extends Panel {
    LineagePanel(Lineage lineage, List<Contribution> makers) {
        super("Where it comes from and what became of it");
        addClassName("lineage-panel");
        Div lines = Styled.div("lineage-makers");
        makers.forEach(maker -> {
            lines.add(Hint.inline(maker.name() + " " + maker.actions() + "."));
        });
        add(new LineageMap(lineage), lines);
    }
}
