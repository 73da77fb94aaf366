package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.playground.RenderDetails;
import io.understudy.prompts.playground.RenderId;
import io.understudy.prompts.regression.RegressionRoutes;
import io.understudy.prompts.stacks.ui.StackRoutes;
import io.understudy.prompts.templates.PromptRoutes;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import java.util.UUID;

@Route(PlaygroundRoutes.ROUTE)
@PageTitle("Playground · Understudy")
@Menu(title = "Playground", order = 5.5, icon = "vaadin:flask")
@RolesAllowed(Role.MEMBER_ROLE)
class PlaygroundView extends Page implements BeforeEnterObserver {
    private final transient PlaygroundPageContext context;
    private final RenderForm form;
    private final RenderHistoryPanel history;
    private final Div result = new Div();
    private boolean used;

    PlaygroundView(PlaygroundPageContext context) {
        this.context = context;
        this.form = new RenderForm(context, this::open);
        this.history = new RenderHistoryPanel(context.playground());
        add(
                new PageHeader("Playground")
                        .crumb("Prompts", PromptRoutes.LIBRARY)
                        .subtitle(
                                "Generate pictures from a prompt with a stack of LoRAs, alone or against another one.")
                        .secondary(new Anchor(RegressionRoutes.ALL, "Regression gallery"))
                        .secondary(new Anchor(StackRoutes.PLANNER, "Stack planner")),
                Styled.div("playground", form, Styled.div("main-panels", result, history)));
    }

    private void open(RenderId take) {
        getUI().ifPresent(ui -> ui.navigate(PlaygroundRoutes.of(take)));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Optional<RenderId> take =
                event.getRouteParameters().get(PlaygroundRoutes.TAKE).map(PlaygroundView::id);
        result.removeAll();
        if (take.isPresent()) {
            RenderDetails shown = context.playground().get(take.get());
            result.add(new RenderPanel(context, shown, () -> form.fill(shown), history::refresh));
            if (used) {
                // The form may be longer than the window; the pictures begin at the top.
                result.scrollIntoView();
            } else {
                form.fill(shown);
            }
        } else {
            PlaygroundLink.read(event.getLocation().getQueryParameters()).ifPresent(form::fill);
            result.add(new EmptyState(
                    VaadinIcon.PICTURE,
                    "No pictures yet",
                    "Write a prompt, choose LoRAs and generate pictures: they arrive here one by one. Closing the page"
                            + " stops nothing."));
        }
        used = true;
        history.showNewest();
    }

    private static RenderId id(String text) {
        try {
            return new RenderId(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            throw new DomainException.NotFound("Nothing in the playground has the address “" + text + "”.");
        }
    }
}
