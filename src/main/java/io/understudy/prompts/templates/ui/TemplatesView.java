package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
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
import io.understudy.prompts.stacks.ui.StackRoutes;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateListService;
import io.understudy.prompts.templates.TemplateService;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.ui.PromptRoutes;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.Pager;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.Map;
import org.springframework.data.domain.PageRequest;

/** The team's prompt templates; the URL keeps what was searched for. */
@Route(PromptRoutes.LIBRARY)
@PageTitle("Prompts · Understudy")
@Menu(title = "Prompts", order = 5, icon = "vaadin:quote-left")
@RolesAllowed(Role.MEMBER_ROLE)
class TemplatesView extends Page implements BeforeEnterObserver {
    private static final int PAGE_SIZE = 20;

    private final transient TemplateListService lists;
    private final transient TemplateService templates;
    private final TextField search = new TextField();
    private final Div found = new Div();
    private int page;

    TemplatesView(TemplateListService lists, TemplateService templates) {
        this.lists = lists;
        this.templates = templates;
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
                .secondary(new Button("Snippets", event -> open(PromptRoutes.SNIPPETS)))
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
        getUI().ifPresent(ui -> ui.navigate(TemplatesView.class, QueryParameters.simple(parameters)));
    }

    private void show() {
        found.removeAll();
        TemplateFilter filter = TemplateFilter.of(search.getValue());
        var result = lists.page(filter, TemplateSort.NAME, PageRequest.of(page, PAGE_SIZE));
        if (result.getTotalElements() == 0) {
            found.add(nothing());
            return;
        }
        result.forEach(card -> found.add(new TemplatePanel(card, templates, this::show)));
        found.add(new Pager(page, PAGE_SIZE, result.getTotalElements(), this::navigate));
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
