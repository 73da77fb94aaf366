package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.identity.Role;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.templates.TemplateVersion;
import io.understudy.prompts.templates.UsageKind;
import io.understudy.prompts.templates.filling.FillRequest;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.filling.FilledTemplate;
import io.understudy.prompts.templates.filling.TemplateFiller;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateVersionService;
import io.understudy.versions.VersionSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.data.domain.PageRequest;

@Route(PromptRoutes.OF_CHARACTER_PATTERN)
@RolesAllowed(Role.MEMBER_ROLE)
class CharacterPromptsView extends CharacterPage {
    private static final int PAGE_SIZE = 20;

    private final transient TemplateListService lists;
    private final transient TemplateVersionService versions;
    private final transient TemplateMetadataService marks;
    private final transient FillService filling;
    private final transient CharacterHeaders headers;
    private final PagedList list = new PagedList(this::read, this::nothing)
            .searched("templates", "names and words")
            .sorted("templates", ListOrder.NAME, ListOrder.NEWEST)
            .inAddress()
            .walked();

    CharacterPromptsView(
            TemplateListService lists,
            TemplateVersionService versions,
            TemplateMetadataService marks,
            FillService filling,
            CharacterService characters,
            CharacterHeaders headers,
            VersionSignals signals) {
        super(characters);
        this.lists = lists;
        this.versions = versions;
        this.marks = marks;
        this.filling = filling;
        this.headers = headers;
        list.following("prompts", signals.changes());
    }

    @Override
    protected void show(CharacterSummary character) {
        Button all = new Button(
                "All templates", click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(TemplatesView.class)));
        add(
                headers.of(character).secondary(all),
                headers.tabs(character, PromptRoutes.ofCharacter(character.slug())),
                list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        super.beforeEnter(event);
        list.show(event.getLocation().getQueryParameters());
    }

    @Override
    protected String title(CharacterSummary character) {
        return character.name() + ", prompts";
    }

    private EmptyState nothing() {
        return new EmptyState(
                VaadinIcon.QUOTE_LEFT,
                "No templates yet",
                "Templates are shared by the whole team; each is filled here with " + shown().name() + ".",
                new Anchor(PromptRoutes.newTemplate(), "Write the first one"));
    }

    private PagedList.Slice read(int page) {
        CharacterSummary character = shown();
        var result = lists.page(
                TemplateFilter.of(list.text()),
                list.order() == ListOrder.NAME ? TemplateSort.NAME : TemplateSort.CHANGED,
                PageRequest.of(page, PAGE_SIZE));
        FillRequest request = FillRequest.forCharacter(character.id());
        Map<PromptId, TemplateVersion> production =
                versions.inProduction(result.map(TemplateCard::id).getContent());
        Map<PromptId, TemplateDraft> drafts = result.stream().collect(Collectors.toMap(TemplateCard::id, template -> {
            TemplateVersion named = production.get(template.id());
            return named == null ? template.details().draft() : named.draft();
        }));
        TemplateFiller filler = filling.forCharacter(character.id(), drafts.values());
        return PagedList.Slice.of(
                result.map(template -> {
                    TemplateVersion named = production.get(template.id());
                    return new Prompt(
                            template.details(),
                            named == null ? template.details().number() : named.number(),
                            filler.fill(Objects.requireNonNull(drafts.get(template.id())), request));
                }),
                prompt -> prompt.template().id(),
                prompt -> card(prompt.template(), prompt.number(), prompt.filled(), character));
    }

    /** @param number of the template's version */
    private record Prompt(TemplateDetails template, int number, FilledTemplate filled) {}

    private Div card(TemplateDetails template, int number, FilledTemplate filled, CharacterSummary character) {
        H2 name = new H2(new Anchor(PromptRoutes.editor(template.id()), template.name()));
        CopyButton copy = new CopyButton("Copy", filled.prompt());
        copy.addClickListener(event -> marks.used(template.id(), number, UsageKind.COPIED, character.id()));
        Div card = new Panel(
                Styled.div("title-row", name, copy),
                new PromptPreview(filled.rendered().pieces()));
        card.addClassName("prompt-card");
        filled.loras().forEach(lora -> {
            Div line = Styled.div("lora-line", Hint.inline("with " + lora.name() + " at " + lora.strength()));
            if (!lora.usable()) {
                line.add(LoraList.unusable());
            }
            card.add(line);
        });
        return card;
    }
}
