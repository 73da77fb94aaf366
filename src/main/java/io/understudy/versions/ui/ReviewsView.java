package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.people.Role;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Following;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.Refusals;
import io.understudy.versions.InboxLine;
import io.understudy.versions.ReviewInbox;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What waits for me; walked through with j and k, opened with o. */
@Route(VersionRoutes.REVIEWS)
@PageTitle("Reviews · Understudy")
@Menu(title = "Reviews", order = 4, icon = "vaadin:check-square-o")
@RolesAllowed(Role.MEMBER_ROLE)
class ReviewsView extends Page {
    private static final int NONE = -1;

    private final transient ReviewInbox inbox;
    private final transient VersionDesk desk;
    private final Div recalls = new Div();
    private final Div sections = new Div();
    private final List<ReviewRow> rows = new ArrayList<>();
    private transient List<InboxLine> shown = List.of();
    private int current = NONE;

    ReviewsView(ReviewInbox inbox, VersionSignals signals, VersionDesk desk) {
        this.inbox = inbox;
        this.desk = desk;
        sections.addClassName("review-sections");
        Paragraph keys = new Paragraph(
                "j and k walk, o opens, a signs or approves, r sends back; on the page of a version, 1 to 6 tick.");
        keys.addClassName("secondary-text");
        add(
                new PageHeader("Reviews")
                        .subtitle("Nothing goes to production before somebody who took no part has looked at it."),
                recalls,
                sections,
                keys,
                new ReviewKeys("jkoar", this::press));
        Following.of(this, signals.changes(), this::refresh);
        refresh();
    }

    private void refresh() {
        showRecalls();
        show(inbox.lines());
    }

    private void show(List<InboxLine> lines) {
        if (lines.equals(shown) && !sections.getChildren().findAny().isEmpty()) {
            return;
        }
        shown = lines;
        sections.removeAll();
        rows.clear();
        current = NONE;
        if (lines.isEmpty()) {
            sections.add(new EmptyState(
                    VaadinIcon.CHECK_SQUARE_O,
                    "Nothing waits",
                    "A version comes here when its run is finished: its makers ask for review, a reviewer signs off,"
                            + " an admin approves."));
            return;
        }
        Map<InboxLine.Need, List<InboxLine>> byNeed =
                lines.stream().collect(Collectors.groupingBy(InboxLine::need, TreeMap::new, Collectors.toList()));
        byNeed.forEach((need, group) -> {
            Div section = new Div(new H2(need.heading() + " (" + group.size() + ")"));
            section.addClassName("review-section");
            group.forEach(line -> {
                ReviewRow row = new ReviewRow(line.card());
                rows.add(row);
                section.add(row);
            });
            sections.add(section);
        });
        if (lines.size() == ReviewInbox.LIMIT) {
            sections.add(new Paragraph("The " + ReviewInbox.LIMIT + " that have waited longest are shown."));
        }
    }

    private void showRecalls() {
        recalls.removeAll();
        recalls.add(new RecalledFiles(desk.downloads().recalledToMe(), version -> {
            if (Refusals.guard(() -> desk.downloads().stopUsing(version))) {
                showRecalls();
            }
        }));
    }

    private void decide(String key) {
        VersionDetails version = desk.versions().details(rows.get(current).version());
        StepDialogs.verbFor(key, version)
                .ifPresent(verb -> new StepDialogs(version, desk.mine(version), (reason, password) -> {
                            desk.take(verb, version.id(), version.seen(), reason, password);
                            show(inbox.lines());
                        })
                        .start(verb));
    }

    private void press(String key) {
        if (rows.isEmpty()) {
            return;
        }
        switch (key) {
            case "j" -> moveTo(Math.min(rows.size() - 1, current + 1));
            case "k" -> moveTo(Math.max(0, current - 1));
            case "a", "r" -> {
                if (current != NONE) {
                    decide(key);
                }
            }
            default -> {
                if (current != NONE) {
                    UI.getCurrent().navigate(VersionRoutes.of(rows.get(current).version()));
                }
            }
        }
    }

    private void moveTo(int row) {
        current = row;
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).setCurrent(i == row);
        }
        rows.get(row).focus();
    }
}
