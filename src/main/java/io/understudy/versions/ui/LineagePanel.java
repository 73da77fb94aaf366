package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.versions.lineage.Lineage;
import io.understudy.versions.review.Contribution;
import java.util.List;

class LineagePanel extends Div {
    LineagePanel(Lineage lineage, List<Contribution> makers) {
        addClassNames("panel", "lineage-panel");
        Div lines = new Div();
        lines.addClassName("lineage-makers");
        makers.forEach(maker -> {
            Span line = new Span(maker.name() + " " + maker.actions() + ".");
            line.addClassName("secondary-text");
            lines.add(line);
        });
        add(new H2("Where it comes from and what became of it"), new LineageMap(lineage), lines);
    }
}
