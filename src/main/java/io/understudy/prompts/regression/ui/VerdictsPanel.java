package io.understudy.prompts.regression.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.regression.RegressionDetails;
import io.understudy.prompts.regression.RegressionDetails.Pair;
import io.understudy.prompts.regression.RegressionId;
import io.understudy.prompts.regression.RegressionService;
import java.util.HashMap;
import java.util.Map;

/** The examples of one comparison with what reviewers say about each, and how many they have judged. */
class VerdictsPanel extends Panel {
    private final transient RegressionService regressions;
    private final boolean mayJudge;
    private final transient Runnable changed;
    private final Paragraph counted = new Hint("");
    private final Div verdicts = Styled.div("verdicts");
    private final Map<Integer, VerdictRow> rows = new HashMap<>();

    /** @param changed is called after each verdict and note */
    VerdictsPanel(RegressionService regressions, boolean mayJudge, Runnable changed) {
        super("Better, the same or worse?");
        this.regressions = regressions;
        this.mayJudge = mayJudge;
        this.changed = changed;
        counted.getElement().setAttribute("role", "status");
        add(counted, verdicts);
    }

    void show(RegressionDetails details) {
        for (Pair pair : details.pairs()) {
            VerdictRow row = rows.get(pair.position());
            if (row == null) {
                VerdictRow added = rowOf(details.id(), pair);
                rows.put(pair.position(), added);
                verdicts.add(added);
            } else {
                row.show(pair);
            }
        }
        counted.setText(details.judged() + " of " + details.pairs().size() + " judged"
                + (mayJudge ? "." : ". A reviewer judges them; you may look."));
    }

    private VerdictRow rowOf(RegressionId id, Pair pair) {
        return new VerdictRow(
                pair,
                "regression-note/" + id.value() + "/" + pair.position(),
                mayJudge ? judge(id, pair.position()) : null);
    }

    private VerdictRow.Judge judge(RegressionId id, int position) {
        return new VerdictRow.Judge(
                (verdict, note) -> ErrorMessages.guard(() -> {
                    regressions.judge(id, position, verdict, note);
                    changed.run();
                }),
                words -> ErrorMessages.guard(() -> {
                    regressions.note(id, position, words);
                    changed.run();
                }));
    }
}
