package io.understudy.storage.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.storage.check.CheckFinding;
import io.understudy.storage.check.CheckReport;
import java.time.Duration;

class CheckReportPanel extends Composite<Div> {
    CheckReportPanel() {
        getContent().addClassName("panel");
    }

    void showNone() {
        fill(
                new StateBadge("never checked", BadgeTone.NEUTRAL, VaadinIcon.QUESTION_CIRCLE_O),
                new Paragraph("A check reads every blob back, compares it with its hash, and looks for objects that"
                        + " nobody knows. It can run while people work."));
    }

    void showBrokenOff(String words) {
        fill(new StateBadge("aborted", BadgeTone.BAD, VaadinIcon.WARNING), new Paragraph(words));
    }

    void show(CheckReport report) {
        StateBadge verdict = report.clean()
                ? new StateBadge("all is well", BadgeTone.GOOD, VaadinIcon.CHECK_CIRCLE_O)
                : new StateBadge(
                        Formats.plural(report.findingCount(), "finding", "findings"),
                        BadgeTone.BAD,
                        VaadinIcon.WARNING);
        Paragraph summary = new Paragraph(
                new RelativeTime(report.finishedAt()),
                new Text(" by %s, in %s: %s (%s) read back, %s looked up."
                        .formatted(
                                report.askedBy(),
                                Formats.duration(Duration.between(report.startedAt(), report.finishedAt())),
                                Formats.plural(report.blobs(), "blob", "blobs"),
                                Formats.bytes(report.bytes()),
                                Formats.plural(report.objects(), "object", "objects"))));
        fill(verdict, summary);
        if (!report.clean()) {
            getContent().add(findings(report));
        }
        long unlisted = report.findingCount() - report.findings().size();
        if (unlisted > 0) {
            getContent().add(new Paragraph("And " + Formats.count(unlisted) + " more, not listed."));
        }
    }

    private void fill(StateBadge verdict, Component words) {
        getContent().removeAll();
        getContent().add(Panel.head("Last check", verdict), words);
    }

    private static Grid<CheckFinding> findings(CheckReport report) {
        Grid<CheckFinding> grid = new Grid<>();
        grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
        grid.addColumn(finding -> finding.kind().label())
                .setHeader("Finding")
                .setFlexGrow(0)
                .setWidth("10rem");
        grid.addColumn(CheckFinding::objectKey).setHeader("Object");
        grid.addColumn(CheckFinding::words).setHeader("What to do").setFlexGrow(2);
        grid.setItems(report.findings());
        return grid;
    }
}
