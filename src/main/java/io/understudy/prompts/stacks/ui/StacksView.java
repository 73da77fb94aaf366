package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.ui.AdviceText;
import io.understudy.identity.Role;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackRemark;
import io.understudy.prompts.stacks.StackRoutes;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.versions.VersionSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.data.domain.PageRequest;

@Route(StackRoutes.SAVED)
@PageTitle("Saved stacks · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class StacksView extends Page implements BeforeEnterObserver {
    private static final int PAGE_SIZE = 20;

    private final transient StackService stacks;
    private final transient StackableLoraService shelf;
    private final PagedList list;

    StacksView(StackService stacks, StackableLoraService shelf, VersionSignals versions) {
        this.stacks = stacks;
        this.shelf = shelf;
        this.list = new PagedList(this::read, this::nothing)
                .searched("saved stacks", "names, notes and who made them")
                .sorted("saved stacks", ListOrder.NEWEST, ListOrder.OLDEST, ListOrder.NAME)
                .inAddress()
                .following("saved stacks", versions.changes());
        add(
                new PageHeader("Saved stacks")
                        .crumb("Prompts", PromptRoutes.LIBRARY)
                        .subtitle("LoRAs that work well together, for the whole team.")
                        .primary(new Button("Plan a stack", VaadinIcon.PLUS.create(), event -> plan())),
                list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        list.show(event.getLocation().getQueryParameters());
    }

    private void plan() {
        getUI().ifPresent(ui -> ui.navigate(StackRoutes.PLANNER));
    }

    private PagedList.Slice read(int page) {
        var result = stacks.page(list.text(), list.order(), PageRequest.of(page, PAGE_SIZE));
        Map<LoraRef, StackableLora> known = shelf.resolve(result.stream()
                .flatMap(stack -> stack.plan().loras().stream())
                .distinct()
                .toList());
        return PagedList.Slice.of(
                result.map(stack -> Card.of(stack, known)), card -> card.stack().id(), this::panel);
    }

    private record Card(StackDetails stack, String layers, Advice total, List<StackRemark> remarks) {
        static Card of(StackDetails stack, Map<LoraRef, StackableLora> known) {
            return new Card(
                    stack,
                    StacksView.layers(stack, known),
                    StackCheck.budget(stack.plan(), known),
                    StackCheck.of(stack.plan(), known));
        }
    }

    private EmptyState nothing() {
        return new EmptyState(
                VaadinIcon.STOCK,
                "No saved stacks yet",
                "Plan one: a character, a style and a pose with their strengths, kept under a name.",
                new Button("Plan a stack", VaadinIcon.PLUS.create(), event -> plan()));
    }

    private Div panel(Card shown) {
        StackDetails stack = shown.stack();
        IconButton delete = new IconButton(VaadinIcon.TRASH, "Delete " + stack.name(), () -> delete(stack));
        Div head = Styled.div("title-row", new H2(new Anchor(StackRoutes.saved(stack.id()), stack.name())), delete);
        Div card = new Panel(head, new Paragraph(shown.layers()));
        card.addClassName("stack-card");
        if (!stack.note().isEmpty()) {
            card.add(new Paragraph(stack.note()));
        }
        AdviceText total = new AdviceText();
        total.show(shown.total());
        card.add(total);
        for (StackRemark remark : shown.remarks()) {
            if (remark.advice().level() != Advice.Level.HINT) {
                AdviceText text = new AdviceText();
                text.show(remark.advice());
                card.add(text);
            }
        }
        Span by = Hint.inline(
                new Span("revision " + stack.revision() + " by " + stack.changedBy() + ", "),
                new RelativeTime(stack.changedAt()));
        card.add(by);
        return card;
    }

    private static String layers(StackDetails stack, Map<LoraRef, StackableLora> known) {
        return stack.plan().layers().stream()
                .map(layer -> {
                    StackableLora lora = layer.lora() == null ? null : known.get(layer.lora());
                    return (lora == null ? layer.role().label() : lora.marked()) + " " + layer.strength();
                })
                .collect(Collectors.joining(" + "));
    }

    private void delete(StackDetails stack) {
        if (ErrorMessages.guard(() -> stacks.delete(stack.id(), stack.rowVersion()))) {
            Notifications.undoable(
                    "“" + stack.name() + "” was deleted",
                    () -> ErrorMessages.guard(() -> {
                        stacks.restore(stack.id());
                        list.refresh();
                    }));
        }
        list.refresh();
    }
}
