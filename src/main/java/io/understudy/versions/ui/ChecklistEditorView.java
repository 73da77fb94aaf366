package io.understudy.versions.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.checklist.ChecklistEdition;
import io.understudy.versions.checklist.ChecklistEditor;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

@Route(VersionRoutes.CHECKLIST)
@PageTitle("Quality checklist · Understudy")
@RolesAllowed(Role.ADMIN_ROLE)
class ChecklistEditorView extends Page implements BeforeEnterObserver {
    private static final int PAGE_SIZE = 10;

    private final transient ChecklistEditor editor;
    private final Div head = new Div();
    private final ChecklistItemsEditor items;
    private final PagedList editions = new PagedList(this::read, Div::new);
    private final TextField reason = new TextField("Why it changes");
    private final DraftKeeper kept = new DraftKeeper("checklist/reason", reason);
    private int basedOn;

    ChecklistEditorView(ChecklistEditor editor) {
        this.editor = editor;
        this.items = new ChecklistItemsEditor(editor::item);
        reason.setWidthFull();
        reason.setRequiredIndicatorVisible(true);
        Button more = new Button("Add an item", event -> items.addEmpty());
        Hint consequence =
                new Hint("You count as a maker of every version created under an edition that you edited: you neither"
                        + " sign it off nor approve it, so another admin has to.");
        add(head, items, Styled.div("actions", more), kept, consequence, editions);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        ChecklistEdition inForce =
                editor.editions(Pageable.ofSize(1)).getContent().getFirst();
        basedOn = inForce.number();
        head.removeAll();
        head.add(new PageHeader("Quality checklist")
                .crumb("Settings", "settings")
                .subtitle("Edition %d is in force. A version keeps the edition it was created with.".formatted(basedOn))
                .primary(new Button("Publish edition " + (basedOn + 1), event -> publish())));
        items.show(inForce);
        reason.clear();
        editions.show(0);
    }

    private PagedList.Slice read(int page) {
        return PagedList.Slice.of(editor.editions(PageRequest.of(page, PAGE_SIZE)), ChecklistEditorView::summary);
    }

    private void publish() {
        if (ErrorMessages.guard(reason, () -> editor.publish(basedOn, items.items(), reason.getValue()))) {
            items.saved();
            kept.saved();
            Notifications.done("Edition " + (basedOn + 1) + " is in force for every version created from now on.");
            show();
        }
    }

    private static Details summary(ChecklistEdition edition) {
        OrderedList titles = new OrderedList();
        edition.items().forEach(item -> titles.add(new ListItem(item.title())));
        String by = edition.by();
        if (by == null) {
            return new Details("Edition %d, as the guide has it".formatted(edition.number()), titles);
        }
        Span words = new Span("Edition %d, %s, ".formatted(edition.number(), by));
        words.add(new RelativeTime(edition.at()), new Text(": " + edition.reason()));
        return new Details(words, titles);
    }
}
