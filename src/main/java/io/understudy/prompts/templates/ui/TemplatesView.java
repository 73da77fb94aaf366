package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.prompts.exchange.ExchangeService;
import io.understudy.prompts.stacks.StackRoutes;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateService;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.domain.PageRequest;

@Route(PromptRoutes.LIBRARY)
@PageTitle("Prompts · Understudy")
@Menu(title = "Prompts", order = 5, icon = "vaadin:quote-left")
@RolesAllowed(Role.MEMBER_ROLE)
public class TemplatesView extends Page implements BeforeEnterObserver {
    private static final int PAGE_SIZE = 20;

    private final transient TemplateListService lists;
    private final transient TemplateService templates;
    private final transient TemplateMetadataService marks;
    private final transient TemplateActions acts;
    private final TemplateFilterBar tools = new TemplateFilterBar(this::ask);
    private final PagedList found =
            new PagedList(this::read, this::nothing).opening(this::openPage).walked();
    private long total;
    private LibraryQuery query = LibraryQuery.of(QueryParameters.empty());

    TemplatesView(
            TemplateListService lists,
            ExchangeService exchange,
            TemplateService templates,
            TemplateMetadataService marks,
            TemplateActions acts,
            ActSignals signals) {
        this.lists = lists;
        this.templates = templates;
        this.marks = marks;
        this.acts = acts;
        PageHeader header = new PageHeader("Prompts")
                .subtitle("Templates for the whole team; a character's trigger word goes in front.")
                .secondary(new Button("Snippets", event -> open(PromptRoutes.SNIPPETS)))
                .secondary(new Button("Stack planner", event -> open(StackRoutes.PLANNER)))
                .secondary(new Button("Import", event -> open(PromptRoutes.IMPORT)))
                .secondary(new Button("Export", event -> new ExportDialog(exchange, query.filter(), total).open()))
                .primary(newTemplate());
        add(header, tools, found.following("templates", signals.of("prompt")));
    }

    private Button newTemplate() {
        return new Button("New template", VaadinIcon.PLUS.create(), event -> open(PromptRoutes.newTemplate()));
    }

    private void open(String path) {
        getUI().ifPresent(ui -> ui.navigate(path));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        query = LibraryQuery.of(event.getLocation().getQueryParameters());
        tools.show(query, lists.tags());
        show();
    }

    /** In place: a navigation would write the address back into the field that is typed in. */
    private void ask(LibraryQuery target) {
        query = target;
        show();
        Navigation.keep(target.parameters().getParameters());
    }

    private void choose(LibraryQuery target) {
        tools.show(target, lists.tags());
        ask(target);
    }

    private void show() {
        found.show(query.page());
    }

    private PagedList.Slice read(int page) {
        var result = lists.page(query.filter(), query.sort(), PageRequest.of(page, PAGE_SIZE));
        total = result.getTotalElements();
        return PagedList.Slice.of(
                result,
                TemplateCard::id,
                card -> new TemplatePanel(
                        card, templates, marks, acts, this::show, name -> choose(query.withTag(name))));
    }

    private void openPage(int page) {
        ask(query.onPage(page));
    }

    private EmptyState nothing() {
        if (!query.filter().narrows()) {
            return new EmptyState(
                    VaadinIcon.QUOTE_LEFT,
                    "No templates yet",
                    "A template keeps what makes a good prompt, with slots for what changes: trigger word, subject,"
                            + " scene, lighting, camera and style.",
                    newTemplate());
        }
        List<String> filters = new ArrayList<>();
        if (!query.text().isBlank()) {
            filters.add("“" + query.text().strip() + "”");
        }
        if (query.tag() != null) {
            filters.add("the tag “" + query.tag() + "”");
        }
        if (query.favourites()) {
            filters.add("your favourites");
        }
        if (query.mine()) {
            filters.add("created by you");
        }
        return new EmptyState(
                VaadinIcon.SEARCH,
                "No template matches " + String.join(", ", filters),
                "The search looks at names and words of templates; every word has to occur.",
                new Button("Show all templates", event -> choose(LibraryQuery.of(QueryParameters.empty()))));
    }
}
