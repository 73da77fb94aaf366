package io.understudy.prompts.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.guide.PromptSlot;
import io.understudy.people.Role;
import io.understudy.prompts.PromptDetails;
import io.understudy.prompts.PromptPart;
import io.understudy.prompts.PromptService;
import io.understudy.prompts.PromptText;
import io.understudy.shared.ui.CopyButton;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.Pager;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.data.domain.PageRequest;

/** Every template filled with one character, ready to be copied. */
@Route(PromptRoutes.OF_CHARACTER)
@RolesAllowed(Role.MEMBER_ROLE)
class CharacterPromptsView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private static final int PAGE_SIZE = 20;

    private final transient PromptService prompts;
    private final transient CharacterService characters;
    private final transient CharacterHeaders headers;
    private final Div found = new Div();
    private String title = "Character";

    CharacterPromptsView(PromptService prompts, CharacterService characters, CharacterHeaders headers) {
        this.prompts = prompts;
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
                "All templates", click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(PromptsView.class)));
        add(headers.of(character).secondary(all), headers.tabs(character, PromptRoutes.ofCharacter(slug)), found);
        show(character, 0);
    }

    @Override
    public String getPageTitle() {
        return title + ", prompts · Understudy";
    }

    private void show(CharacterSummary character, int page) {
        found.removeAll();
        var result = prompts.page("", PageRequest.of(page, PAGE_SIZE));
        if (result.getTotalElements() == 0) {
            found.add(new EmptyState(
                    VaadinIcon.QUOTE_LEFT,
                    "No templates yet",
                    "Templates are shared by the whole team; each is filled here with " + character.name() + ".",
                    new Anchor(PromptRoutes.newTemplate(), "Write the first one")));
            return;
        }
        result.forEach(prompt -> found.add(card(prompt, character)));
        found.add(new Pager(page, PAGE_SIZE, result.getTotalElements(), target -> show(character, target)));
    }

    private static Div card(PromptDetails prompt, CharacterSummary character) {
        H2 name = new H2(
                new Anchor(PromptRoutes.editor(prompt.id()), prompt.draft().name()));
        Div head = new Div(name, new CopyButton("Copy", prompt.filledFor(character)));
        head.addClassName("title-row");
        PromptPreview preview = new PromptPreview(new PromptText(prompt.draft().text())
                .preview(PromptDetails.wordsFor(character, prompt.draft())).stream()
                        .filter(part -> !isSubjectSaidAlready(part))
                        .toList());
        Div card = new Div(head, preview);
        card.addClassNames("panel", "prompt-card");
        return card;
    }

    private static boolean isSubjectSaidAlready(PromptPart part) {
        return part instanceof PromptPart.Open(PromptSlot slot) && slot.comesFromCharacter();
    }
}
