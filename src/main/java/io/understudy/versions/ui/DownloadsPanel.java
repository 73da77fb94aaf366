package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.recalls.DownloadRecord;
import java.util.List;

class DownloadsPanel extends Div {
    static final int SHOWN = 20;

    /** @param address the stable address of the production file, or empty while this version is not in production */
    DownloadsPanel(List<DownloadRecord> downloads, String address) {
        addClassNames("panel", "downloads-panel");
        add(new H2("Downloads"));
        if (!address.isEmpty()) {
            Span code = new Span(address);
            code.addClassName("hash");
            Paragraph stable = new Paragraph(new Span("The production version is always at "), code);
            stable.addClassName("secondary-text");
            add(stable);
        }
        if (downloads.isEmpty()) {
            Paragraph nobody = new Paragraph(
                    "Nobody has downloaded it yet. People who download it are notified if it is recalled.");
            nobody.addClassName("secondary-text");
            add(nobody);
            return;
        }
        UnorderedList lines = new UnorderedList();
        lines.addClassName("history");
        downloads.forEach(download -> lines.add(line(download)));
        add(lines);
        if (downloads.size() == SHOWN) {
            Paragraph more = new Paragraph("The latest " + SHOWN + " are shown; the audit trail has all of them.");
            more.addClassName("secondary-text");
            add(more);
        }
    }

    private static ListItem line(DownloadRecord download) {
        Span state = new Span("as " + download.state().word());
        state.addClassName("secondary-text");
        Div line = new Div(new Span(download.by() + " "), new RelativeTime(download.takenAt()), state);
        line.addClassName("history-line");
        if (download.answeredAt() != null) {
            line.add(new StateBadge("out of use", BadgeTone.GOOD, VaadinIcon.CHECK));
        } else if (download.recalledAt() != null) {
            line.add(new StateBadge("notified, no answer yet", BadgeTone.WARN, VaadinIcon.BELL_O));
        }
        return new ListItem(line);
    }
}
