package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.review.ReviewInbox;
import io.understudy.versions.review.ReviewInboxLine;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Route(VersionRoutes.REVIEWS)
@PageTitle("Reviews · Understudy")
@Menu(title = "Reviews", order = 4, icon = "vaadin:check-square-o")
@RolesAllowed(Role.MEMBER_ROLE)
class ReviewsView extends Page {
    private static final int NONE = -1;

    private final transient ReviewInbox inbox;
    private final transient VersionServices services;
    private final Div recalls = new Div();
    private final Div sections = Styled.div("review-sections");
    private final ReviewPane pane;
    private final List<ReviewRow> rows = new ArrayList<>();
    private transient List<ReviewInboxLine> shown = List.of();
    private int current = NONE;

    ReviewsView(ReviewInbox inbox, VersionSignals signals, VersionServices services) {
        this.inbox = inbox;
        this.services = services;
        this.pane = new ReviewPane(services, this::refresh);
        Div columns = Styled.div("review-columns", sections, pane);
        Paragraph keys = new Paragraph(
                "Keys: j and k move through the list, 1 to 9 tick, a signs off or approves, r sends back, o opens the"
                        + " page.");
        keys.addClassNames("secondary-text", "key-hint");
        add(
                new PageHeader("Reviews")
                        .subtitle("Nothing goes to production before someone who took no part has looked at it."),
                recalls,
                columns,
                keys,
                new PageKeys("jkoar123456789", this::press));
        LiveUpdate.refresh(this, signals.changes(), this::refresh);
        refresh();
    }

    private void refresh() {
        showRecalls();
        show(inbox.lines());
    }

    private void show(List<ReviewInboxLine> lines) {
        boolean first = sections.getChildren().findAny().isEmpty();
        if (!lines.equals(shown) || first) {
            ReviewInboxLine stoodOn = current == NONE ? null : rows.get(current).line();
            shown = lines;
            list(lines);
            standOn(stoodOn, Math.max(0, current));
        }
        showCurrent();
    }

    private void list(List<ReviewInboxLine> lines) {
        sections.removeAll();
        rows.clear();
        if (lines.isEmpty()) {
            sections.add(new EmptyState(
                    VaadinIcon.CHECK_SQUARE_O,
                    "You're all caught up",
                    "A version appears here when its run is finished: its makers ask for review, a reviewer signs off,"
                            + " an admin approves."));
            return;
        }
        Map<ReviewInboxLine.Need, List<ReviewInboxLine>> byNeed =
                lines.stream().collect(Collectors.groupingBy(ReviewInboxLine::need, TreeMap::new, Collectors.toList()));
        byNeed.forEach((need, group) -> {
            Div section = Styled.div("review-section", new H2(need.heading() + " (" + group.size() + ")"));
            group.forEach(line -> {
                ReviewRow row = new ReviewRow(line);
                rows.add(row);
                section.add(row);
            });
            sections.add(section);
        });
        if (lines.size() >= ReviewInbox.LIMIT) {
            sections.add(new Paragraph("The " + ReviewInbox.LIMIT + " that have waited longest are shown."));
        }
    }

    /** Keeps to the same version; once it no longer waits for this person, moves on to what is in its place now. */
    private void standOn(@Nullable ReviewInboxLine before, int place) {
        current = rows.isEmpty() ? NONE : Math.min(place, rows.size() - 1);
        for (int i = 0; i < rows.size() && before != null; i++) {
            ReviewInboxLine line = rows.get(i).line();
            boolean dealtWith = before.need().isMine() && !line.need().isMine();
            if (line.card().id().equals(before.card().id()) && !dealtWith) {
                current = i;
            }
        }
        mark();
    }

    private void mark() {
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).setCurrent(i == current);
        }
    }

    private void showCurrent() {
        pane.setVisible(current != NONE);
        if (current != NONE) {
            pane.show(services.versions().details(rows.get(current).version()));
        }
    }

    private void showRecalls() {
        recalls.removeAll();
        recalls.add(new RecalledFiles(services.downloads().recalledToMe(), version -> {
            if (ErrorMessages.guard(() -> services.downloads().stopUsing(version))) {
                showRecalls();
            }
        }));
    }

    private void press(String key) {
        if (rows.isEmpty()) {
            return;
        }
        switch (key) {
            case "j" -> moveTo(Math.min(rows.size() - 1, current + 1));
            case "k" -> moveTo(Math.max(0, current - 1));
            case "o" ->
                UI.getCurrent().navigate(VersionRoutes.of(rows.get(current).version()));
            default -> pane.steps().press(key);
        }
    }

    private void moveTo(int row) {
        current = row;
        mark();
        rows.get(row).focus();
        showCurrent();
    }
}
