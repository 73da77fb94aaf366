package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.recalls.DownloadRecord;
import java.util.List;

class DownloadsPanel extends Panel {
    static final int SHOWN = 20;

    /** @param address the stable address of the production file, or empty while this version is not in production */
    DownloadsPanel(List<DownloadRecord> downloads, String address) {
        super("Downloads");
        addClassName("downloads-panel");
        if (!address.isEmpty()) {
            Paragraph stable = new Hint(new Span("The production version is always at "), Styled.span("hash", address));
            add(stable);
        }
        if (downloads.isEmpty()) {
            Paragraph nobody =
                    new Hint("Nobody has downloaded it yet. People who download it are notified if it is recalled.");
            add(nobody);
            return;
        }
        UnorderedList lines = new UnorderedList();
        lines.addClassName("history");
        downloads.forEach(download -> lines.add(line(download)));
        add(lines);
        if (downloads.size() == SHOWN) {
            Paragraph more = new Hint("The latest " + SHOWN + " are shown; the audit trail has all of them.");
            add(more);
        }
    }

    private static ListItem line(DownloadRecord download) {
        Div line = Styled.div(
                "history-line",
                new Span(download.by() + " "),
                new RelativeTime(download.takenAt()),
                Hint.inline("as " + download.state().word()));
        if (download.answeredAt() != null) {
            line.add(new StateBadge("out of use", BadgeTone.GOOD, VaadinIcon.CHECK));
        } else if (download.recalledAt() != null) {
            line.add(new StateBadge("notified, no answer yet", BadgeTone.WARN, VaadinIcon.BELL_O));
        }
        return new ListItem(line);
    }
}
