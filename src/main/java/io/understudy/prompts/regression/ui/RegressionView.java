package io.understudy.prompts.regression.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.generation.ui.GenerationBarFactory;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.platform.ui.TitledPage;
import io.understudy.prompts.playground.ui.PairedImages;
import io.understudy.prompts.regression.RegressionDetails;
import io.understudy.prompts.regression.RegressionDetails.Pair;
import io.understudy.prompts.regression.RegressionId;
import io.understudy.prompts.regression.RegressionRoutes;
import io.understudy.prompts.regression.RegressionService;
import io.understudy.prompts.regression.RegressionVerdict;
import io.understudy.prompts.templates.PromptRoutes;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route(RegressionRoutes.ONE)
@RolesAllowed(Role.MEMBER_ROLE)
class RegressionView extends TitledPage<RegressionDetails> {
    private final transient RegressionService regressions;
    private final transient GenerationBarFactory bars;
    private final boolean mayJudge;
    private final Div verdicts = Styled.div("verdicts");
    private final Paragraph counted = new Hint("");
    private @Nullable PairedImages together;

    RegressionView(RegressionService regressions, GenerationBarFactory bars, TeamService team) {
        this.regressions = regressions;
        this.bars = bars;
        this.mayJudge = team.me().role().includes(Role.REVIEWER);
        counted.getElement().setAttribute("role", "status");
    }

    @Override
    protected RegressionDetails find(BeforeEnterEvent event) {
        return regressions.get(id(event, RegressionRoutes.ID, "No comparison of examples", RegressionId::new));
    }

    @Override
    protected String title(RegressionDetails details) {
        return details.version() + " against before";
    }

    @Override
    protected void show(RegressionDetails details) {
        PairedImages pairs = new PairedImages("before", details.version(), pairs(details));
        together = pairs;
        Div compare = new Panel("Before and now", pairs);
        Div judged = new Panel("Better, the same or worse?", counted, verdicts);
        Div progress = new Div();
        details.jobs().forEach(job -> progress.add(bars.of(job, this::refresh)));
        add(
                new PageHeader(details.character() + " with " + details.version())
                        .crumb("Prompts", PromptRoutes.LIBRARY)
                        .crumb("Regression gallery", RegressionRoutes.ALL)
                        .subtitle("Same prompts, seeds, settings and strengths as the examples of the templates.")
                        .secondary(new Anchor("characters/" + details.slug(), details.character())),
                progress,
                compare,
                judged);
        showVerdicts(details);
    }

    private void refresh() {
        PairedImages pairs = together;
        if (pairs != null) {
            RegressionDetails now = regressions.get(shown().id());
            pairs.show("before", now.version(), pairs(now));
            showVerdicts(now);
        }
    }

    private void showVerdicts(RegressionDetails details) {
        verdicts.removeAll();
        details.pairs()
                .forEach(pair ->
                        verdicts.add(new VerdictRow(pair, mayJudge ? judge(details.id(), pair.position()) : null)));
        count(details);
    }

    private VerdictRow.Judge judge(RegressionId id, int position) {
        return new VerdictRow.Judge() {
            @Override
            public boolean judge(RegressionVerdict verdict, String note) {
                return ErrorMessages.guard(() -> {
                    regressions.judge(id, position, verdict, note);
                    count(regressions.get(id));
                });
            }

            @Override
            public boolean note(String words) {
                return ErrorMessages.guard(() -> regressions.note(id, position, words));
            }
        };
    }

    private void count(RegressionDetails details) {
        counted.setText(details.judged() + " of " + details.pairs().size() + " judged"
                + (mayJudge ? "." : ". A reviewer judges them; you may look."));
    }

    private static List<PairedImages.Pair> pairs(RegressionDetails details) {
        return details.pairs().stream()
                .map((Pair pair) -> new PairedImages.Pair(
                        pair.example().templateName() + ": " + pair.example().prompt(),
                        pair.example().seed(),
                        pair.example().picture(),
                        pair.now()))
                .toList();
    }
}
