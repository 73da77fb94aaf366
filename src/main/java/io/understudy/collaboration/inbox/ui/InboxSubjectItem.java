package io.understudy.collaboration.inbox.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.collaboration.inbox.InboxEntry;
import io.understudy.collaboration.inbox.InboxSubject;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.function.Function;

/** The newest unread notice about a thing, with the earlier ones folded below. */
class InboxSubjectItem extends ListItem {
    InboxSubjectItem(InboxSubject subject, Function<InboxEntry, NoticeRow> row, Runnable markRead) {
        addClassName("inbox-subject");
        Div tools = Styled.div("inbox-subject-tools");
        List<InboxEntry> earlier = subject.earlier();
        if (!earlier.isEmpty()) {
            tools.add(new NativeDetails(
                    Formats.plural(earlier.size(), "earlier notice", "earlier notices"), list(earlier, row)));
        }
        Button read = Buttons.inline(
                earlier.isEmpty()
                        ? "Mark as read"
                        : "Mark all " + subject.notices().size() + " as read",
                VaadinIcon.CHECK.create(),
                event -> markRead.run());
        read.setAriaLabel(read.getText() + ": " + subject.newest().notice().title());
        tools.add(read);
        add(list(List.of(subject.newest()), row), tools);
    }

    private static UnorderedList list(List<InboxEntry> entries, Function<InboxEntry, NoticeRow> row) {
        UnorderedList list = new UnorderedList();
        list.addClassName("inbox-list");
        entries.forEach(entry -> list.add(row.apply(entry)));
        return list;
    }
}
