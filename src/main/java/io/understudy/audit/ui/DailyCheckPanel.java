package io.understudy.audit.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.audit.daily.DailyTrailReport;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import java.util.Optional;

/** When the server last checked the trail, and what it found: a line while all is well. */
class DailyCheckPanel extends Div {
    private static final int MOST_SHOWN = 100;

    DailyCheckPanel(Optional<DailyTrailReport> last) {
        setId("daily-check");
        last.ifPresentOrElse(
                this::show, () -> add(new Hint("The server checks the trail once a day. It has not done so yet.")));
    }

    private void show(DailyTrailReport report) {
        if (report.findings().isEmpty()) {
            add(new Hint(
                    new Span("Daily check "),
                    new RelativeTime(report.checkedAt()),
                    new Span(": %s as written, and no version contradicts the trail."
                            .formatted(Formats.plural(report.rows(), "row is", "rows are")))));
            return;
        }
        UnorderedList list = new UnorderedList();
        report.findings().stream().limit(MOST_SHOWN).map(DailyCheckPanel::line).forEach(list::add);
        Panel panel = new Panel(
                new StateBadge(
                        "daily check found " + Formats.plural(report.findings().size(), "problem", "problems"),
                        BadgeTone.BAD,
                        VaadinIcon.WARNING),
                new Span(new Span("Last checked "), new RelativeTime(report.checkedAt())),
                list);
        panel.addClassName("verify-panel");
        panel.getElement().setAttribute("role", "alert");
        int more = report.findings().size() - MOST_SHOWN;
        if (more > 0) {
            panel.add(new Span("And " + Formats.count(more) + " more."));
        }
        panel.add(new Span("Compare the database with a backup from before the first of them was found."));
        add(panel);
    }

    private static ListItem line(DailyTrailReport.Finding finding) {
        return new ListItem(new Span(finding.words() + " Found "), new RelativeTime(finding.since()));
    }
}
