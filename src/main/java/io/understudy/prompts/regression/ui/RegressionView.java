package io.understudy.prompts.regression.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.generation.GenerationId;
import io.understudy.generation.ui.GenerationBarFactory;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.TitledPage;
import io.understudy.prompts.playground.ui.PairedImages;
import io.understudy.prompts.regression.RegressionDetails;
import io.understudy.prompts.regression.RegressionDetails.Pair;
import io.understudy.prompts.regression.RegressionId;
import io.understudy.prompts.regression.RegressionRoutes;
import io.understudy.prompts.regression.RegressionService;
import io.understudy.prompts.regression.RegressionSignals;
import io.understudy.prompts.templates.PromptRoutes;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Route(RegressionRoutes.ONE)
@RolesAllowed(Role.MEMBER_ROLE)
class RegressionView extends TitledPage<RegressionDetails> {
    private final transient RegressionService regressions;
    private final transient GenerationBarFactory bars;
    private final boolean mayJudge;
    private final Div progress = new Div();
    private final Set<GenerationId> followed = new HashSet<>();
    private @Nullable PairedImages together;
    private @Nullable VerdictsPanel judged;
    private transient List<PairedImages.Pair> compared = List.of();

    RegressionView(
            RegressionService regressions, RegressionSignals signals, GenerationBarFactory bars, TeamService team) {
        this.regressions = regressions;
        this.bars = bars;
        this.mayJudge = team.me().role().includes(Role.REVIEWER);
        LiveUpdate.refresh(this, signals.changes(), this::refresh);
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
        followed.clear();
        progress.removeAll();
        compared = pairs(details);
        PairedImages pairs = new PairedImages("before", details.version(), compared);
        VerdictsPanel verdicts = new VerdictsPanel(regressions, mayJudge, this::refresh);
        together = pairs;
        judged = verdicts;
        add(
                new PageHeader(details.character() + " with " + details.version())
                        .crumb("Prompts", PromptRoutes.LIBRARY)
                        .crumb("Regression gallery", RegressionRoutes.ALL)
                        .subtitle("Same prompts, seeds, settings and strengths as the examples of the templates.")
                        .secondary(new Anchor("characters/" + details.slug(), details.character())),
                progress,
                new Panel("Before and now", pairs),
                verdicts);
        showWork(details, verdicts);
    }

    private void refresh() {
        PairedImages images = together;
        VerdictsPanel verdicts = judged;
        if (images == null || verdicts == null) {
            return;
        }
        RegressionDetails now = regressions.get(shown().id());
        List<PairedImages.Pair> pairs = pairs(now);
        if (!pairs.equals(compared)) {
            compared = pairs;
            images.show("before", now.version(), pairs);
        }
        showWork(now, verdicts);
    }

    private void showWork(RegressionDetails details, VerdictsPanel verdicts) {
        details.jobs().stream()
                .filter(job -> followed.add(job.id()))
                .forEach(job -> progress.add(bars.of(job, this::refresh)));
        verdicts.show(details);
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
