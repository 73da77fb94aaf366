package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.checklist.ChecklistEdition;
import io.understudy.versions.checklist.ChecklistEditor;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.evidence.Evidence;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

@Route(VersionRoutes.CHECKLIST)
@PageTitle("Quality checklist · Understudy")
@RolesAllowed(Role.ADMIN_ROLE)
class ChecklistEditorView extends Page implements BeforeEnterObserver {
    private static final int KEY_LENGTH = 8;

    private final transient ChecklistEditor editor;
    private final Div head = new Div();
    private final Div items = Styled.div("checklist-items");
    private final Div earlier = new Div();
    private final TextField reason = new TextField("Why it changes");
    private final List<ChecklistItemForm> forms = new ArrayList<>();
    private int basedOn;

    ChecklistEditorView(ChecklistEditor editor) {
        this.editor = editor;
        reason.setWidthFull();
        reason.setRequiredIndicatorVisible(true);
        Button more = new Button("Add an item", event -> addEmpty());
        Hint consequence =
                new Hint("You count as a maker of every version created under an edition that you edited: you neither"
                        + " sign it off nor approve it, so another admin has to.");
        add(head, items, Styled.div("actions", more), reason, consequence, earlier);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        List<ChecklistEdition> editions = editor.editions();
        ChecklistEdition newest = editions.getFirst();
        basedOn = newest.number();
        head.removeAll();
        head.add(new PageHeader("Quality checklist")
                .crumb("Settings", "settings")
                .subtitle("Edition %d is in force. A version keeps the edition it was created with.".formatted(basedOn))
                .primary(new Button("Publish edition " + (basedOn + 1), event -> publish())));
        forms.clear();
        newest.items().forEach(item -> forms.add(form(item)));
        reason.clear();
        arrange();
        earlier.removeAll();
        editions.forEach(edition -> earlier.add(summary(edition)));
    }

    private ChecklistItemForm form(ChecklistItem item) {
        return new ChecklistItemForm(
                item, new ChecklistItemForm.Moves(form -> move(form, -1), form -> move(form, 1), form -> {
                    forms.remove(form);
                    arrange();
                }));
    }

    private void addEmpty() {
        if (forms.size() == ChecklistEditor.MOST_ITEMS) {
            Notifications.refused(
                    "A checklist has at most " + ChecklistEditor.MOST_ITEMS + " items: one for each key.");
            return;
        }
        String key = "item-" + UUID.randomUUID().toString().substring(0, KEY_LENGTH);
        forms.add(form(
                new ChecklistItem(key, forms.size() + 1, "", "", 1, Evidence.Kind.chosenByPeople(), Role.REVIEWER)));
        arrange();
    }

    private void move(ChecklistItemForm form, int by) {
        int place = forms.indexOf(form);
        int target = Math.clamp(place + by, 0, forms.size() - 1);
        forms.remove(place);
        forms.add(target, form);
        arrange();
    }

    private void arrange() {
        items.removeAll();
        for (int place = 0; place < forms.size(); place++) {
            forms.get(place).showPlace(place + 1, forms.size());
            items.add(forms.get(place));
        }
    }

    private void publish() {
        if (ErrorMessages.guard(reason, () -> editor.publish(basedOn, wanted(), reason.getValue()))) {
            Notifications.done("Edition " + (basedOn + 1) + " is in force for every version created from now on.");
            show();
        }
    }

    private List<ChecklistItem> wanted() {
        return IntStream.range(0, forms.size())
                .mapToObj(place -> forms.get(place).item(place + 1))
                .toList();
    }

    private static Details summary(ChecklistEdition edition) {
        OrderedList titles = new OrderedList();
        edition.items().forEach(item -> titles.add(new ListItem(item.title())));
        String by = edition.by();
        String words = by == null
                ? "Edition %d, as the guide has it".formatted(edition.number())
                : "Edition %d, %s, %s: %s"
                        .formatted(edition.number(), by, Formats.exact(edition.at()), edition.reason());
        return new Details(words, titles);
    }
}
