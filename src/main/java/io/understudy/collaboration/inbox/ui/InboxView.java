package io.understudy.collaboration.inbox.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.collaboration.inbox.InboxEntry;
import io.understudy.collaboration.inbox.InboxPage;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.InboxSignals;
import io.understudy.collaboration.inbox.InboxSubject;
import io.understudy.collaboration.inbox.NoticeId;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.AccountId;
import io.understudy.identity.Role;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Route(InboxRoutes.INBOX)
@PageTitle("Inbox · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class InboxView extends Page implements BeforeEnterObserver {
    private static final int MANY_UNREAD = 10;
    private static final int SUBJECTS_PER_PAGE = 20;
    private static final int NONE = -1;

    /** Where the keys stop: a notice, or the newest of a subject. */
    private record Stop(NoticeRow row, Runnable markRead) {}

    private final transient InboxService inbox;
    private final SearchField search = new SearchField("Search notices", "Search notices by title and text");
    private final Checkbox unreadOnly = new Checkbox("Unread only");
    private final Checkbox bySubject = new Checkbox("Group unread by subject");
    private final ChangeOffer fresh = new ChangeOffer("notices", () -> open(0));
    private final Button readAll = new Button("Mark all as read", VaadinIcon.CHECK.create());
    private final PagedList list = new PagedList(this::read, this::nothing).opening(this::open);
    private final Map<NoticeId, NoticeRow> rows = new HashMap<>();
    private final transient List<Stop> stops = new ArrayList<>();
    private int current = NONE;
    private transient @Nullable InboxPage shown;
    private transient @Nullable NoticeKind kind;

    InboxView(InboxService inbox, InboxSignals signals, CurrentActor actor) {
        this.inbox = inbox;
        search.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                open(0);
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
        readAll.addClickListener(event -> readAll());
        Div tools = Styled.div("inbox-tools", search, unreadOnly, bySubject, fresh);
        tools.getElement().setAttribute("aria-live", "polite");
        add(
                new PageHeader("Inbox")
                        .subtitle("Notifications. They are kept for " + InboxService.KEPT.toDays() + " days.")
                        .secondary(readAll),
                tools,
                list,
                new PageKeys("jkm", this::press));
        LiveUpdate.refresh(this, signals.of(new AccountId(actor.get().id())), this::lookForNew);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        kind = query.getSingleParameter(InboxRoutes.KIND)
                .flatMap(InboxView::kind)
                .orElse(null);
        search.show(query);
        bySubject.setValue(query.getSingleParameter(InboxRoutes.SUBJECTS).isPresent()
                || query.getParameters().isEmpty() && inbox.unread() > MANY_UNREAD);
        unreadOnly.setValue(
                bySubject.getValue() || query.getSingleParameter("unread").isPresent());
        list.show(query.getSingleParameter("page").map(InboxView::number).orElse(0));
    }

    private static Optional<NoticeKind> kind(String word) {
        return Arrays.stream(NoticeKind.values())
                .filter(each -> InboxRoutes.word(each).equals(word))
                .findFirst();
    }

    private void chosen(boolean byPerson) {
        if (byPerson) {
            kind = null;
            open(0);
        }
    }

    private static int number(String page) {
        return page.matches("[0-9]{1,6}") ? Integer.parseInt(page) : 0;
    }

    private void open(int page) {
        current = NONE;
        list.show(page);
        Map<String, List<String>> address = new LinkedHashMap<>();
        // Never empty: without any parameter the page decides how many unread notices are shown.
        address.put("page", List.of(String.valueOf(page)));
        if (bySubject.getValue()) {
            address.put(InboxRoutes.SUBJECTS, List.of(""));
        } else if (unreadOnly.getValue()) {
            address.put("unread", List.of(""));
        }
        if (kind != null) {
            address.put(InboxRoutes.KIND, List.of(InboxRoutes.word(kind)));
        }
        search.put(address);
        Navigation.keep(address);
    }

    private PagedList.Slice read(int page) {
        fresh.withdraw();
        readAll.setEnabled(inbox.unread() > 0);
        rows.clear();
        stops.clear();
        UnorderedList items = new UnorderedList();
        items.addClassName("inbox-list");
        InboxPage now = bySubject.getValue() ? subjects(page, items) : notices(page, items);
        shown = now;
        return new PagedList.Slice(List.of(items), now.page(), now.size(), now.total());
    }

    private InboxPage notices(int page, UnorderedList items) {
        InboxPage now = inbox.page(unreadOnly.getValue(), text(), page);
        now.notices().forEach(told -> {
            NoticeRow row = row(told);
            items.add(row);
            stops.add(new Stop(row, () -> markRead(told)));
        });
        return now;
    }

    private InboxPage subjects(int page, UnorderedList items) {
        Instant readAt = inbox.page(true, 0).readAt();
        List<InboxSubject> all = inbox.unreadBySubject(kind, text());
        List<InboxSubject> some = all.stream()
                .skip((long) page * SUBJECTS_PER_PAGE)
                .limit(SUBJECTS_PER_PAGE)
                .toList();
        some.forEach(subject -> {
            InboxSubjectItem item = new InboxSubjectItem(subject, this::row, () -> markRead(subject));
            items.add(item);
            stops.add(new Stop(item.newest(), () -> markRead(subject)));
        });
        return new InboxPage(
                some.stream().flatMap(subject -> subject.notices().stream()).toList(),
                page,
                SUBJECTS_PER_PAGE,
                all.size(),
                readAt);
    }

    private NoticeRow row(InboxEntry told) {
        NoticeRow row = new NoticeRow(told, () -> markRead(told));
        rows.put(told.id(), row);
        return row;
    }

    private void markRead(InboxEntry told) {
        inbox.markRead(List.of(told.id()));
    }

    private void markRead(InboxSubject subject) {
        if (ErrorMessages.guard(() -> inbox.markRead(subject.ids()))) {
            list.refresh();
        }
    }

    private void press(String key) {
        switch (key) {
            case "j" -> move(1);
            case "k" -> move(-1);
            default -> {
                if (current >= 0 && current < stops.size()) {
                    ErrorMessages.guard(stops.get(current).markRead());
                    move(0);
                }
            }
        }
    }

    private void move(int by) {
        if (!stops.isEmpty()) {
            current = Math.clamp(current + (long) by, 0, stops.size() - 1);
            stops.get(current).row().focus();
        }
    }

    private SearchText text() {
        return new SearchText(search.text());
    }

    private EmptyState nothing() {
        if (!search.text().isEmpty()) {
            return new EmptyState(
                    VaadinIcon.SEARCH,
                    "Nothing matches “" + search.text() + "”",
                    "The search looks at the titles and texts of "
                            + (unreadOnly.getValue() ? "unread notices." : "all notices."),
                    new Button("Clear search", event -> {
                        search.clear();
                        open(0);
                    }));
        }
        return unreadOnly.getValue()
                ? new EmptyState(
                        VaadinIcon.CHECK_CIRCLE_O,
                        "You're all caught up",
                        "Read notices stay in the list for a while.",
                        new Button("Show all notices", event -> {
                            bySubject.setValue(false);
                            unreadOnly.setValue(false);
                            kind = null;
                            open(0);
                        }))
                : new EmptyState(
                        VaadinIcon.BELL_O,
                        "No notices yet",
                        "You are notified here when one of your runs ends or someone needs you.");
    }

    private void lookForNew() {
        InboxPage before = shown;
        if (before == null) {
            return;
        }
        readAll.setEnabled(inbox.unread() > 0);
        InboxPage now = inbox.page(unreadOnly.getValue(), text(), 0);
        inbox.find(rows.keySet())
                .forEach(told -> Objects.requireNonNull(rows.get(told.id())).show(told));
        boolean more = now.notices().stream()
                .anyMatch(told -> !told.notifiedAt().isBefore(before.readAt()) && !rows.containsKey(told.id()));
        if (before.notices().isEmpty()) {
            list.show(0);
        } else if (more) {
            fresh.offer("New notices");
        }
    }

    private void readAll() {
        InboxPage seen = shown;
        if (seen != null && ErrorMessages.guard(() -> inbox.markAllRead(seen.readAt()))) {
            list.refresh();
        }
    }
}
