package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.generation.ui.GenerationBarFactory;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Styled;
import io.understudy.platform.ui.UnusableBanner;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.playground.RenderDetails;
import io.understudy.prompts.playground.RenderId;
import io.understudy.prompts.regression.RegressionRoutes;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackRoutes;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.versions.VersionSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

@Route(PlaygroundRoutes.ROUTE)
@PageTitle("Playground · Understudy")
@Menu(title = "Playground", order = 5.5, icon = "vaadin:flask")
@RolesAllowed(Role.MEMBER_ROLE)
class PlaygroundView extends Page implements BeforeEnterObserver {
    private final transient PlaygroundService playground;
    private final transient ExampleService examples;
    private final transient StackableLoraService loras;
    private final transient VersionSignals versions;
    private final transient GenerationBarFactory bars;
    private final RenderForm form;
    private final RenderHistoryPanel history;
    private final Div result = new Div();
    private boolean used;

    PlaygroundView(
            PlaygroundService playground,
            ExampleService examples,
            StackService stacks,
            StackableLoraService loras,
            VersionSignals versions,
            GenerationBarFactory bars) {
        this.playground = playground;
        this.examples = examples;
        this.loras = loras;
        this.versions = versions;
        this.bars = bars;
        this.form = new RenderForm(
                playground,
                new SidePanel(loras, stacks, versions, ""),
                new SidePanel(loras, stacks, versions, "B"),
                this::open);
        this.history = new RenderHistoryPanel(playground, loras, versions);
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
            RenderDetails shown = playground.get(take.get());
            Set<LoraRef> inUse = shown.sides().stream()
                    .flatMap(side -> side.plan().loras().stream())
                    .collect(Collectors.toSet());
            Map<LoraRef, StackableLora> known = loras.resolve(inUse);
            result.add(
                    new UnusableBanner(
                            versions.changes(),
                            () -> loras.resolve(inUse).values().stream().flatMap(lora -> lora.refusal().stream())),
                    new RenderPanel(
                            playground, examples, bars, known, shown, () -> form.fill(shown), history::refresh));
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
