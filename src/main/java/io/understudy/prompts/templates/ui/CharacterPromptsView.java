package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.people.Role;
import io.understudy.prompts.templates.FillRequest;
import io.understudy.prompts.templates.FillService;
import io.understudy.prompts.templates.FilledTemplate;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateListService;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.ui.PromptRoutes;
import io.understudy.shared.ui.CopyButton;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.Pager;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.data.domain.PageRequest;

/** Every template filled with one character, ready to be copied. */
@Route(PromptRoutes.OF_CHARACTER_PATTERN)
@RolesAllowed(Role.MEMBER_ROLE)
class CharacterPromptsView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private static final int PAGE_SIZE = 20;

    private final transient TemplateListService lists;
    private final transient FillService filling;
    private final transient CharacterService characters;
    private final transient CharacterHeaders headers;
    private final Div found = new Div();
    private String title = "Character";

    CharacterPromptsView(
            TemplateListService lists, FillService filling, CharacterService characters, CharacterHeaders headers) {
        this.lists = lists;
        this.filling = filling;
        this.characters = characters;
        this.headers = headers;
        found.addClassName("list-content");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String slug = event.getRouteParameters().get(PromptRoutes.SLUG).orElseThrow();
        CharacterSummary character = characters.bySlug(slug);
        title = character.name();
        removeAll();
        Button all = new Button(
                "All templates", click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(TemplatesView.class)));
        add(headers.of(character).secondary(all), headers.tabs(character, PromptRoutes.ofCharacter(slug)), found);
        show(character, 0);
    }

    @Override
    public String getPageTitle() {
        return title + ", prompts · Understudy";
    }

    private void show(CharacterSummary character, int page) {
        found.removeAll();
        var result = lists.page(TemplateFilter.ALL, TemplateSort.NAME, PageRequest.of(page, PAGE_SIZE));
        if (result.getTotalElements() == 0) {
            found.add(new EmptyState(
                    VaadinIcon.QUOTE_LEFT,
                    "No templates yet",
                    "Templates are shared by the whole team; each is filled here with " + character.name() + ".",
                    new Anchor(PromptRoutes.newTemplate(), "Write the first one")));
            return;
        }
        FillService.Filler filler = filling.forCharacter(character.id());
        FillRequest request = FillRequest.forCharacter(character.id());
        result.forEach(template -> found.add(
                card(template.details(), filler.fill(template.details().draft(), request))));
        found.add(new Pager(page, PAGE_SIZE, result.getTotalElements(), target -> show(character, target)));
    }

    private static Div card(TemplateDetails template, FilledTemplate filled) {
        H2 name = new H2(new Anchor(PromptRoutes.editor(template.id()), template.name()));
        Div head = new Div(name, new CopyButton("Copy", filled.prompt()));
        head.addClassName("title-row");
        Div card = new Div(head, new PromptPreview(filled.rendered().pieces()));
        filled.loras().forEach(lora -> {
            Span line = new Span("with " + lora.name() + " at " + lora.strength());
            line.addClassName("secondary-text");
            card.add(line);
        });
        card.addClassNames("panel", "prompt-card");
        return card;
    }
}
