package io.understudy.prompts.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.people.Role;
import io.understudy.prompts.PromptDetails;
import io.understudy.prompts.PromptService;
import io.understudy.prompts.stacks.ui.StackRoutes;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.Pager;
import io.understudy.shared.ui.Refusals;
import io.understudy.shared.ui.RelativeTime;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.Map;
import org.springframework.data.domain.PageRequest;

/** The team's prompt templates; the URL keeps what was searched for. */
@Route(PromptRoutes.LIBRARY)
@PageTitle("Prompts · Understudy")
@Menu(title = "Prompts", order = 5, icon = "vaadin:quote-left")
@RolesAllowed(Role.MEMBER_ROLE)
class PromptsView extends Page implements BeforeEnterObserver {
    private static final int PAGE_SIZE = 20;

    private final transient PromptService prompts;
    private final TextField search = new TextField();
    private final Div found = new Div();
    private int page;

    PromptsView(PromptService prompts) {
        this.prompts = prompts;
        search.setPlaceholder("Name or words");
        search.setAriaLabel("Search templates by name or words");
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                navigate(0);
            }
        });
        Div tools = new Div(search);
        tools.addClassName("list-tools");
        found.addClassName("list-content");
        PageHeader header = new PageHeader("Prompts")
                .subtitle("Templates for the whole team; a character's trigger word goes in front.")
                .secondary(new Button("Stack planner", event -> open(StackRoutes.PLANNER)))
                .primary(newTemplate());
        add(header, tools, found);
    }

    private Button newTemplate() {
        return new Button("New template", VaadinIcon.PLUS.create(), event -> open(PromptRoutes.newTemplate()));
    }

    private void open(String path) {
        getUI().ifPresent(ui -> ui.navigate(path));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        search.setValue(parameters.getSingleParameter("q").orElse(""));
        page = parameters
                .getSingleParameter("page")
                .filter(text -> text.matches("[1-9][0-9]{0,5}"))
                .map(text -> Integer.parseInt(text) - 1)
                .orElse(0);
        show();
    }

    private void navigate(int target) {
        Map<String, String> parameters = new HashMap<>();
        if (!search.getValue().isBlank()) {
            parameters.put("q", search.getValue().strip());
        }
        if (target > 0) {
            parameters.put("page", String.valueOf(target + 1));
        }
        getUI().ifPresent(ui -> ui.navigate(PromptsView.class, QueryParameters.simple(parameters)));
    }

    private void show() {
        found.removeAll();
        var result = prompts.page(search.getValue(), PageRequest.of(page, PAGE_SIZE));
        if (result.getTotalElements() == 0) {
            found.add(nothing());
            return;
        }
        result.forEach(prompt -> found.add(card(prompt)));
        found.add(new Pager(page, PAGE_SIZE, result.getTotalElements(), this::navigate));
    }

    private Div card(PromptDetails prompt) {
        H2 name = new H2(
                new Anchor(PromptRoutes.editor(prompt.id()), prompt.draft().name()));
        Button copy =
                quiet(VaadinIcon.COPY_O, "Make a copy of " + prompt.draft().name(), () -> {
                    PromptDetails made = prompts.copy(prompt.id());
                    open(PromptRoutes.editor(made.id()));
                });
        Button delete = quiet(VaadinIcon.TRASH, "Delete " + prompt.draft().name(), () -> {
            prompts.delete(prompt.id());
            show();
            Notices.undoable(
                    "“" + prompt.draft().name() + "” was deleted",
                    () -> Refusals.guard(() -> {
                        prompts.restore(prompt.id());
                        show();
                    }));
        });
        Div actions = new Div(copy, delete);
        actions.addClassName("actions");
        Div head = new Div(name, actions);
        head.addClassName("title-row");
        Span by = new Span(new Span("by " + prompt.createdBy() + ", changed "), new RelativeTime(prompt.changedAt()));
        by.addClassName("secondary-text");
        Div card = new Div(head, new PromptPreview(prompt.preview()), by);
        card.addClassNames("panel", "prompt-card");
        return card;
    }

    private static Button quiet(VaadinIcon icon, String words, Runnable action) {
        Button button = new Button(icon.create(), event -> Refusals.guard(action));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(words);
        button.setTooltipText(words);
        return button;
    }

    private EmptyState nothing() {
        if (search.getValue().isBlank()) {
            return new EmptyState(
                    VaadinIcon.QUOTE_LEFT,
                    "No templates yet",
                    "A template keeps what makes a good prompt, with slots for what changes: trigger word, subject,"
                            + " scene, lighting, camera and style.",
                    newTemplate());
        }
        return new EmptyState(
                VaadinIcon.SEARCH,
                "No template matches “" + search.getValue() + "”",
                "The search looks at names and words of templates.",
                new Button("Clear the search", event -> {
                    search.clear();
                    navigate(0);
                }));
    }
}
