package io.understudy.prompts.regression.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.prompts.playground.ui.PairedImages;
import io.understudy.prompts.playground.ui.PlaygroundPageContext;
import io.understudy.prompts.playground.ui.RenderProgress;
import io.understudy.prompts.regression.RegressionDetails;
import io.understudy.prompts.regression.RegressionDetails.Pair;
import io.understudy.prompts.regression.RegressionId;
import io.understudy.prompts.regression.RegressionRoutes;
import io.understudy.prompts.regression.RegressionService;
import io.understudy.prompts.regression.RegressionVerdict;
import io.understudy.prompts.templates.PromptRoutes;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Route(RegressionRoutes.ONE)
@RolesAllowed(Role.MEMBER_ROLE)
class RegressionView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient RegressionService regressions;
    private final transient PlaygroundPageContext desk;
    private final boolean mayJudge;
    private final Div verdicts = new Div();
    private final Paragraph counted = new Paragraph();
    private transient @Nullable RegressionDetails shown;
    private @Nullable PairedImages together;

    RegressionView(RegressionService regressions, PlaygroundPageContext desk, TeamService team) {
        this.regressions = regressions;
        this.desk = desk;
        this.mayJudge = team.me().role().includes(Role.REVIEWER);
        verdicts.addClassName("verdicts");
        counted.addClassName("secondary-text");
        counted.getElement().setAttribute("role", "status");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        RegressionDetails details = regressions.get(
                id(event.getRouteParameters().get(RegressionRoutes.ID).orElse("")));
        shown = details;
        removeAll();
        PairedImages pairs = new PairedImages("before", details.version(), pairs(details));
        together = pairs;
        Div compare = new Div(new H2("Before and now"), pairs);
        compare.addClassName("panel");
        Div judged = new Div(new H2("Better, the same or worse?"), counted, verdicts);
        judged.addClassName("panel");
        Div progress = new Div();
        details.jobs().forEach(job -> progress.add(new RenderProgress(desk, job, this::refresh)));
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
        RegressionDetails before = shown;
        PairedImages pairs = together;
        if (before != null && pairs != null) {
            RegressionDetails now = regressions.get(before.id());
            pairs.show("before", now.version(), pairs(now));
            showVerdicts(now);
            shown = now;
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

    private static RegressionId id(String text) {
        try {
            return new RegressionId(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            throw new DomainException.NotFound("No comparison of examples has the address “" + text + "”.");
        }
    }

    @Override
    public String getPageTitle() {
        RegressionDetails details = shown;
        return (details == null ? "Regression gallery" : details.version() + " against before") + " · Understudy";
    }
}
