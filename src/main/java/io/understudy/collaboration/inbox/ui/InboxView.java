package io.understudy.collaboration.inbox.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.collaboration.inbox.InboxPage;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.InboxSignals;
import io.understudy.collaboration.inbox.InboxSubject;
import io.understudy.identity.AccountId;
import io.understudy.identity.Role;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.PagedList;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Route(InboxRoutes.INBOX)
@PageTitle("Inbox · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class InboxView extends Page implements BeforeEnterObserver {
    private static final int MANY_UNREAD = 10;
    private static final int SUBJECTS_PER_PAGE = 20;

    private final transient InboxService inbox;
    private final InboxFilterBar filters = new InboxFilterBar(() -> open(0));
    private final ChangeOffer fresh = new ChangeOffer("notices", () -> open(0));
    private final Button readAll = new Button("Mark all as read", VaadinIcon.CHECK.create());
    private final PagedList list = new PagedList(this::read, filters::nothing).opening(this::open);
    private final NoticeList notices;
    private transient @Nullable InboxPage shown;

    InboxView(InboxService inbox, InboxSignals signals, CurrentActor actor) {
        this.inbox = inbox;
        notices = new NoticeList(inbox, list::refresh);
        readAll.addClickListener(event -> readAll());
        filters.add(fresh);
        add(
                new PageHeader("Inbox")
                        .subtitle("Notifications. They are kept for " + InboxService.KEPT.toDays() + " days.")
                        .secondary(readAll),
                filters,
                list,
                new PageKeys(NoticeList.KEYS, notices::press));
        LiveUpdate.refresh(this, signals.of(new AccountId(actor.get().id())), this::lookForNew);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        filters.show(query, query.getParameters().isEmpty() && inbox.unread() > MANY_UNREAD);
        list.show(query.getSingleParameter("page").map(InboxView::number).orElse(0));
    }

    private static int number(String page) {
        return page.matches("[0-9]{1,6}") ? Integer.parseInt(page) : 0;
    }

    private void open(int page) {
        notices.rewind();
        list.show(page);
        Map<String, List<String>> address = new LinkedHashMap<>();
        // Never empty: without any parameter the page decides how many unread notices are shown.
        address.put("page", List.of(String.valueOf(page)));
        filters.put(address);
        Navigation.keep(address);
    }

    private PagedList.Slice read(int page) {
        fresh.withdraw();
        readAll.setEnabled(inbox.unread() > 0);
        InboxPage now = filters.bySubject() ? subjects(page) : each(page);
        shown = now;
        return new PagedList.Slice(List.of(notices), now.page(), now.size(), now.total());
    }

    private InboxPage each(int page) {
        InboxPage now = inbox.page(filters.unreadOnly(), filters.text(), page);
        notices.showEach(now.notices());
        return now;
    }

    private InboxPage subjects(int page) {
        Instant readAt = inbox.page(true, 0).readAt();
        List<InboxSubject> all = inbox.unreadBySubject(filters.kind(), filters.text());
        List<InboxSubject> some = all.stream()
                .skip((long) page * SUBJECTS_PER_PAGE)
                .limit(SUBJECTS_PER_PAGE)
                .toList();
        notices.showSubjects(some);
        return new InboxPage(
                some.stream().flatMap(subject -> subject.notices().stream()).toList(),
                page,
                SUBJECTS_PER_PAGE,
                all.size(),
                readAt);
    }

    private void lookForNew() {
        InboxPage before = shown;
        if (before == null) {
            return;
        }
        readAll.setEnabled(inbox.unread() > 0);
        InboxPage now = inbox.page(filters.unreadOnly(), filters.text(), 0);
        notices.follow();
        boolean more = now.notices().stream()
                .anyMatch(told -> !told.notifiedAt().isBefore(before.readAt()) && !notices.has(told.id()));
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
