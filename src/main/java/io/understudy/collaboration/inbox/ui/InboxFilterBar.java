package io.understudy.collaboration.inbox.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.SearchField;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which notices are shown: those searched for, of all, of the unread, or of the unread by subject. */
class InboxFilterBar extends Div {
    private static final String UNREAD = "unread";

    private final transient Runnable changed;
    private final SearchField search = new SearchField("Search notices", "Search notices by title and text");
    private final Checkbox unreadOnly = new Checkbox("Unread only");
    private final Checkbox bySubject = new Checkbox("Group unread by subject");
    private transient @Nullable NoticeKind kind;

    /** @param changed called when a person has chosen something else */
    InboxFilterBar(Runnable changed) {
        this.changed = changed;
        addClassName("inbox-tools");
        getElement().setAttribute("aria-live", "polite");
        search.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.run();
            }
        });
        unreadOnly.addValueChangeListener(event -> chosen(event.isFromClient()));
        bySubject.addValueChangeListener(event -> {
            unreadOnly.setEnabled(!event.getValue());
            if (event.getValue()) {
                unreadOnly.setValue(true);
            }
            chosen(event.isFromClient());
        });
        add(search, unreadOnly, bySubject);
    }

    private void chosen(boolean byPerson) {
        if (byPerson) {
            kind = null;
            changed.run();
        }
    }

    /** @param grouped by subject, also when the address does not ask for that */
    void show(QueryParameters address, boolean grouped) {
        kind = address.getSingleParameter(InboxRoutes.KIND)
                .flatMap(InboxFilterBar::kind)
                .orElse(null);
        search.show(address);
        bySubject.setValue(
                grouped || address.getSingleParameter(InboxRoutes.SUBJECTS).isPresent());
        unreadOnly.setValue(
                bySubject.getValue() || address.getSingleParameter(UNREAD).isPresent());
    }

    private static Optional<NoticeKind> kind(String word) {
        return Arrays.stream(NoticeKind.values())
                .filter(each -> InboxRoutes.word(each).equals(word))
                .findFirst();
    }

    void put(Map<String, List<String>> address) {
        if (bySubject()) {
            address.put(InboxRoutes.SUBJECTS, List.of(""));
        } else if (unreadOnly()) {
            address.put(UNREAD, List.of(""));
        }
        if (kind != null) {
            address.put(InboxRoutes.KIND, List.of(InboxRoutes.word(kind)));
        }
        search.put(address);
    }

    boolean bySubject() {
        return bySubject.getValue();
    }

    boolean unreadOnly() {
        return unreadOnly.getValue();
    }

    SearchText text() {
        return new SearchText(search.text());
    }

    /** Null for every kind. */
    @Nullable
    NoticeKind kind() {
        return kind;
    }

    EmptyState nothing() {
        if (!search.text().isEmpty()) {
            return new EmptyState(
                    VaadinIcon.SEARCH,
                    "Nothing matches “" + search.text() + "”",
                    "The search looks at the titles and texts of "
                            + (unreadOnly() ? "unread notices." : "all notices."),
                    new Button("Clear search", event -> {
                        search.clear();
                        changed.run();
                    }));
        }
        return unreadOnly()
                ? new EmptyState(
                        VaadinIcon.CHECK_CIRCLE_O,
                        "You're all caught up",
                        "Read notices stay in the list for a while.",
                        new Button("Show all notices", event -> {
                            bySubject.setValue(false);
                            unreadOnly.setValue(false);
                            chosen(true);
                        }))
                : new EmptyState(
                        VaadinIcon.BELL_O,
                        "No notices yet",
                        "You are notified here when one of your runs ends or someone needs you.");
    }
}
