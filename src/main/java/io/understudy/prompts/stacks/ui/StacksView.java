package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.ui.AdviceText;
import io.understudy.guide.Advice;
import io.understudy.people.Role;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.LoraShelf;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackRemark;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.ui.PromptRoutes;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.Pager;
import io.understudy.shared.ui.Refusals;
import io.understudy.shared.ui.RelativeTime;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.data.domain.PageRequest;

/** The stacks that the team has saved; those with a withdrawn or superseded LoRA say so. */
@Route(StackRoutes.SAVED)
@PageTitle("Saved stacks · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class StacksView extends Page {
    private static final int PAGE_SIZE = 20;

    private final transient StackService stacks;
    private final transient LoraShelf shelf;
    private final TextField search = new TextField();
    private final Div found = new Div();

    StacksView(StackService stacks, LoraShelf shelf) {
        this.stacks = stacks;
        this.shelf = shelf;
        search.setPlaceholder("Name, note or person");
        search.setAriaLabel("Search saved stacks");
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(event -> show(0));
        Div tools = new Div(search);
        tools.addClassName("list-tools");
        found.addClassName("list-content");
        add(
                new PageHeader("Saved stacks")
                        .crumb("Prompts", PromptRoutes.LIBRARY)
                        .subtitle("LoRAs that were found to work together, for the whole team.")
                        .primary(new Button("Plan a stack", VaadinIcon.PLUS.create(), event -> plan())),
                tools,
                found);
        show(0);
    }

    private void plan() {
        getUI().ifPresent(ui -> ui.navigate(StackRoutes.PLANNER));
    }

    private void show(int page) {
        found.removeAll();
        var result = stacks.page(search.getValue(), PageRequest.of(page, PAGE_SIZE));
        if (result.getTotalElements() == 0) {
            found.add(nothing());
            return;
        }
        Map<LoraRef, StackableLora> known = shelf.resolve(result.stream()
                .flatMap(stack -> stack.plan().loras().stream())
                .distinct()
                .toList());
        result.forEach(stack -> found.add(card(stack, known)));
        found.add(new Pager(page, PAGE_SIZE, result.getTotalElements(), this::show));
    }

    private EmptyState nothing() {
        return search.isEmpty()
                ? new EmptyState(
                        VaadinIcon.STOCK,
                        "No saved stacks yet",
                        "Plan one: a character, a style and a pose with their strengths, kept under a name.",
                        new Button("Plan a stack", event -> plan()))
                : new EmptyState(
                        VaadinIcon.SEARCH,
                        "No stack matches “" + search.getValue() + "”",
                        "The search looks at names, notes and who made them.",
                        new Button("Clear the search", event -> search.clear()));
    }

    private Div card(StackDetails stack, Map<LoraRef, StackableLora> known) {
        Button delete = new Button(VaadinIcon.TRASH.create(), event -> Refusals.guard(() -> delete(stack)));
        delete.addThemeVariants(ButtonVariant.TERTIARY);
        delete.setAriaLabel("Delete " + stack.name());
        delete.setTooltipText("Delete " + stack.name());
        Div head = new Div(new H2(new Anchor(StackRoutes.saved(stack.id()), stack.name())), delete);
        head.addClassName("title-row");
        Div card = new Div(head, new Paragraph(layers(stack, known)));
        if (!stack.note().isEmpty()) {
            card.add(new Paragraph(stack.note()));
        }
        card.add(total(stack));
        for (StackRemark remark : StackCheck.of(stack.plan(), known)) {
            if (remark.advice().level() != Advice.Level.HINT) {
                AdviceText text = new AdviceText();
                text.show(remark.advice());
                card.add(text);
            }
        }
        Span by = new Span(
                new Span("revision " + stack.revision() + " by " + stack.changedBy() + ", "),
                new RelativeTime(stack.changedAt()));
        by.addClassName("secondary-text");
        card.add(by);
        card.addClassNames("panel", "stack-card");
        return card;
    }

    private static AdviceText total(StackDetails stack) {
        AdviceText text = new AdviceText();
        text.show(stack.plan().advice());
        return text;
    }

    private static String layers(StackDetails stack, Map<LoraRef, StackableLora> known) {
        return stack.plan().layers().stream()
                .map(layer -> {
                    StackableLora lora = layer.lora() == null ? null : known.get(layer.lora());
                    return (lora == null ? layer.role().label() : lora.name()) + " " + layer.strength();
                })
                .collect(Collectors.joining(" + "));
    }

    private void delete(StackDetails stack) {
        stacks.delete(stack.id());
        show(0);
        Notices.undoable(
                "“" + stack.name() + "” was deleted",
                () -> Refusals.guard(() -> {
                    stacks.restore(stack.id());
                    show(0);
                }));
    }
}
