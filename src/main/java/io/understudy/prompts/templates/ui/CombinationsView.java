package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.people.Role;
import io.understudy.prompts.language.Combination;
import io.understudy.prompts.language.PromptVariable;
import io.understudy.prompts.templates.ExpandService;
import io.understudy.prompts.templates.Expansion;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateListService;
import io.understudy.prompts.templates.UseWay;
import io.understudy.prompts.ui.PromptRoutes;
import io.understudy.shared.ui.CopyButton;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Page;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every prompt that a template with lists can give, counted before it is shown. */
@Route(PromptRoutes.COMBINATIONS_PATTERN)
@RolesAllowed(Role.MEMBER_ROLE)
class CombinationsView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private static final int ROWS_AT_ONCE = 12;

    private final transient ExpandService expanding;
    private final transient TemplateListService lists;
    private final transient TemplateDesk desk;
    private final Map<String, MultiSelectComboBox<String>> variables = new LinkedHashMap<>();
    private final Paragraph count = new Paragraph();
    private final Div result = new Div();
    private CharacterPicker character;
    private transient @Nullable TemplateDetails opened;

    CombinationsView(ExpandService expanding, TemplateListService lists, TemplateDesk desk) {
        this.expanding = expanding;
        this.lists = lists;
        this.desk = desk;
        this.character = new CharacterPicker("Character", desk.characters());
        count.getElement().setAttribute("role", "status");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String id = event.getRouteParameters().get(PromptRoutes.ID).orElseThrow();
        show(desk.templates().get(TemplateHeaders.parse(id)));
    }

    @Override
    public String getPageTitle() {
        return (opened == null ? "Template" : opened.name()) + ", combinations · Understudy";
    }

    private void show(TemplateDetails template) {
        opened = template;
        removeAll();
        variables.clear();
        Div inputs = new Div(new H2("What is combined"));
        inputs.addClassName("panel");
        character = new CharacterPicker("Character", desk.characters());
        character.setWidthFull();
        CharacterId bound = template.draft().settings().character();
        (bound == null
                        ? desk.characters().recent(1).stream().findFirst()
                        : desk.characters().byIds(List.of(bound)).values().stream()
                                .findFirst())
                .ifPresent(character::setValue);
        character.addValueChangeListener(event -> expand(template));
        inputs.add(character);
        template.draft().variables().forEach(variable -> inputs.add(field(variable, template)));
        Paragraph how = new Paragraph("Every value of every variable meets every alternative of {one|or|another}.");
        how.addClassName("secondary-text");
        inputs.add(how);
        Div table = new Div(count, result);
        table.addClassName("panel");
        Div columns = new Div(table, inputs);
        columns.addClassNames("with-side-panel", "template-page");
        add(
                TemplateHeaders.of(template, lists.marks(template.id())),
                new TemplateTabs(template, PromptRoutes.combinations(template.id())),
                columns);
        expand(template);
    }

    private MultiSelectComboBox<String> field(PromptVariable variable, TemplateDetails template) {
        MultiSelectComboBox<String> field = new MultiSelectComboBox<>(variable.token());
        List<String> offered = new ArrayList<>(variable.suggestions());
        field.setItems(offered);
        field.setValue(Set.copyOf(variable.suggestions()));
        field.setAllowCustomValue(true);
        field.setWidthFull();
        field.setPlaceholder(variable.usual().isEmpty() ? "add values" : variable.usual());
        field.addCustomValueSetListener(event -> {
            Set<String> chosen = new LinkedHashSet<>(field.getValue());
            chosen.add(event.getDetail().strip());
            if (!offered.contains(event.getDetail().strip())) {
                offered.add(event.getDetail().strip());
                field.setItems(offered);
            }
            field.setValue(chosen);
        });
        field.addValueChangeListener(event -> expand(template));
        variables.put(variable.name(), field);
        return field;
    }

    private void expand(TemplateDetails template) {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        template.draft().variables().forEach(variable -> {
            MultiSelectComboBox<String> field = variables.get(variable.name());
            if (field != null) {
                // As they are offered: the order of a set means nothing.
                chosen.put(
                        variable.name(),
                        field.getListDataView()
                                .getItems()
                                .filter(field::isSelected)
                                .toList());
            }
        });
        CharacterSummary who = character.getValue();
        Expansion expansion = expanding.expand(template.draft(), who == null ? null : who.id(), chosen);
        result.removeAll();
        count.setText(inWords(expansion));
        if (expansion.count() <= 1) {
            result.add(new EmptyState(
                    VaadinIcon.SPLIT,
                    "Nothing to combine",
                    "A template gives several prompts when it has choices such as {red|blue}, or variables with more"
                            + " than one value."));
            return;
        }
        result.add(actions(template, expansion, who), grid(expansion));
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
                desk.marks().used(template.id(), template.number(), UseWay.EXPANDED, who == null ? null : who.id()));
        Div actions = new Div(copy);
        actions.addClassName("actions");
        if (who != null) {
            actions.add(new Button(
                    "Use as test sheet prompts…",
                    VaadinIcon.GRID_SMALL.create(),
                    event -> new SheetPlanDialog(expanding, template, who, expansion).open()));
        }
        return actions;
    }

    private static Grid<Combination> grid(Expansion expansion) {
        Grid<Combination> grid = new Grid<>();
        List<Combination> rows = expansion.shown();
        grid.setItems(rows);
        rows.getFirst()
                .values()
                .keySet()
                .forEach(name -> grid.addColumn(
                                combination -> combination.values().getOrDefault(name, ""))
                        .setHeader("{" + name + "}")
                        .setWidth("9rem")
                        .setFlexGrow(0)
                        .setResizable(true));
        if (rows.stream().anyMatch(combination -> !combination.picks().isEmpty())) {
            grid.addColumn(combination -> String.join(" · ", combination.picks()))
                    .setHeader("Choices")
                    .setWidth("11rem")
                    .setFlexGrow(0)
                    .setResizable(true);
        }
        grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
        grid.addColumn(combination -> combination.rendered().text())
                .setHeader("Prompt")
                .setTooltipGenerator(combination -> combination.rendered().text())
                .setFlexGrow(1);
        if (rows.size() <= ROWS_AT_ONCE) {
            grid.setAllRowsVisible(true);
        } else {
            grid.setHeight("60vh");
        }
        return grid;
    }
}
