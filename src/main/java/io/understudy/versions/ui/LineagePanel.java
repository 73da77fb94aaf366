package io.understudy.versions.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.lineage.Lineage;
import io.understudy.versions.review.Contribution;
import io.understudy.versions.review.Contribution.Reason;
import java.time.Instant;
import java.util.List;

class LineagePanel extends Panel {
    private static final int SHOWN = 2;

    LineagePanel(Lineage lineage, List<Contribution> makers) {
        super("Where it comes from and what became of it");
        addClassName("lineage-panel");
        Div lines = Styled.div("lineage-makers");
        makers.forEach(maker -> lines.add(maker(maker)));
        add(new LineageMap(lineage), lines);
    }

    private static Details maker(Contribution maker) {
        List<Reason> reasons = maker.reasons();
        UnorderedList all = new UnorderedList();
        for (Reason reason : reasons) {
            Instant at = reason.at();
            all.add(new ListItem(at == null ? reason.words() : reason.words() + ", " + BrowserTime.exact(at)));
        }
        String words = reasons.size() <= SHOWN
                ? maker.actions()
                : "%s, and %d more reasons".formatted(reasons.getFirst().words(), reasons.size() - 1);
        return new Details(maker.name() + " " + words, all);
    }
}
