package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.platform.ui.TitledPage;
import io.understudy.platform.ui.TwoColumns;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.UsageKind;
import io.understudy.prompts.templates.library.ExpandService;
import io.understudy.prompts.templates.library.Expansion;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateService;
import jakarta.annotation.security.RolesAllowed;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Route(PromptRoutes.COMBINATIONS_PATTERN)
@RolesAllowed(Role.MEMBER_ROLE)
class CombinationsView extends TitledPage<TemplateDetails> {
    private final transient ExpandService expanding;
    private final transient TemplateListService lists;
    private final transient TemplateService templates;
    private final transient TemplateMetadataService marks;
    private final transient CharacterService characters;
    private final Paragraph count = new Paragraph();
    private final Div result = new Div();
    private @Nullable CombinationInputs combined;

    CombinationsView(
            ExpandService expanding,
            TemplateListService lists,
            TemplateService templates,
            TemplateMetadataService marks,
            CharacterService characters) {
        this.expanding = expanding;
        this.lists = lists;
        this.templates = templates;
        this.marks = marks;
        this.characters = characters;
        count.getElement().setAttribute("role", "status");
    }

    @Override
    protected TemplateDetails find(BeforeEnterEvent event) {
        return templates.get(TemplateHeaders.parse(
                event.getRouteParameters().get(PromptRoutes.ID).orElseThrow()));
    }

    @Override
    protected String title(TemplateDetails template) {
        return template.name() + ", combinations";
    }

    @Override
    protected void show(TemplateDetails template) {
        CombinationInputs inputs = new CombinationInputs(characters, template.draft(), () -> refresh(template));
        combined = inputs;
        Div columns = new TwoColumns(new Panel(count, result), inputs);
        columns.addClassNames("template-page", "combinations-page");
        add(
                TemplateHeaders.of(template, lists.marks(template.id())),
                new TemplateTabs(template, PromptRoutes.combinations(template.id())),
                columns);
        refresh(template);
    }

    private void refresh(TemplateDetails template) {
        CombinationInputs inputs = combined;
        if (inputs == null) {
            return;
        }
        CharacterSummary who = inputs.character();
        Expansion expansion = expanding.expand(template.draft(), who == null ? null : who.id(), inputs.lists());
        result.removeAll();
        count.setText(inWords(expansion));
        count.setVisible(expansion.count() > 1);
        if (expansion.count() <= 1) {
            result.add(new EmptyState(
                    VaadinIcon.SPLIT,
                    "Nothing to combine",
                    "A template gives several prompts when it has choices such as {red|blue}, or variables with more"
                            + " than one value."));
            return;
        }
        result.add(actions(template, expansion, who), new CombinationGrid(expansion.shown()));
    }

    private static String inWords(Expansion expansion) {
        String all = expansion.count() == Long.MAX_VALUE
                ? "More combinations than can be counted"
                : Formats.plural(expansion.count(), "combination", "combinations");
        String different = expansion.shown().size() == Math.min(expansion.count(), Expansion.MOST)
                ? ""
                : ", of which " + Formats.count(expansion.shown().size()) + " differ";
        String cut =
                expansion.count() > Expansion.MOST ? "; the first " + Formats.count(Expansion.MOST) + " are made" : "";
        return all + cut + different + ".";
    }

    private Div actions(TemplateDetails template, Expansion expansion, @Nullable CharacterSummary who) {
        String lines = expansion.shown().stream()
                .map(combination -> combination.rendered().text())
                .collect(Collectors.joining("\n"));
        CopyButton copy = new CopyButton("Copy all, one per line", lines);
        copy.addClickListener(event ->
                marks.used(template.id(), template.number(), UsageKind.EXPANDED, who == null ? null : who.id()));
        Div actions = Styled.div("actions", copy);
        if (who != null) {
            actions.add(new Button(
                    "Use as test sheet prompts…",
                    VaadinIcon.GRID_SMALL.create(),
                    event -> new SheetPlanDialog(expanding, template, who, expansion).open()));
        }
        return actions;
    }
}
