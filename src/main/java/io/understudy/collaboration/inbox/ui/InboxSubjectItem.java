package io.understudy.collaboration.inbox.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.collaboration.inbox.InboxEntry;
import io.understudy.collaboration.inbox.InboxSubject;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.function.Function;

/** The newest unread notice about a thing, with the earlier ones folded below. */
class InboxSubjectItem extends ListItem {
    private final NoticeRow newest;

    InboxSubjectItem(InboxSubject subject, Function<InboxEntry, NoticeRow> row, Runnable markRead) {
        addClassName("inbox-subject");
        Div tools = Styled.div("inbox-subject-tools");
        List<InboxEntry> earlier = subject.earlier();
        if (!earlier.isEmpty()) {
            tools.add(new NativeDetails(
                    Formats.plural(earlier.size(), "earlier notice", "earlier notices"),
                    list(earlier.stream().map(row).toList())));
        }
        Button read = Buttons.inline(
                earlier.isEmpty()
                        ? "Mark as read"
                        : "Mark all " + subject.notices().size() + " as read",
                VaadinIcon.CHECK.create(),
                event -> markRead.run());
        read.setAriaLabel(read.getText() + ": " + subject.newest().notice().title());
        tools.add(read);
        newest = row.apply(subject.newest());
        add(list(List.of(newest)), tools);
    }

    NoticeRow newest() {
        return newest;
    }

    private static UnorderedList list(List<NoticeRow> rows) {
        UnorderedList list = new UnorderedList();
        list.addClassName("inbox-list");
        rows.forEach(list::add);
        return list;
    }
}
