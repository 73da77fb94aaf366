package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.identity.Role;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.release.VersionDownloadService;
import io.understudy.versions.review.ReviewInbox;
import io.understudy.versions.review.ReviewInboxLine;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Route(VersionRoutes.REVIEWS)
@PageTitle("Reviews · Understudy")
@Menu(title = "Reviews", order = 4, icon = "vaadin:check-square-o")
@RolesAllowed(Role.MEMBER_ROLE)
class ReviewsView extends Page implements BeforeEnterObserver {
    private static final String VERSION = "version";

    private final transient ReviewInbox inbox;
    private final transient VersionService versions;
    private final RecalledFiles recalls;
    private final ReviewList list = new ReviewList(version -> address(Optional.of(version)));
    private final ChangeOffer offer = new ChangeOffer("reviews", this::refresh);
    private final ReviewPane pane;
    private final ReviewFilterBar filters;
    private boolean named;

    ReviewsView(
            ReviewInbox inbox,
            CharacterService characters,
            VersionSignals signals,
            VersionService versions,
            VersionDownloadService downloads,
            ReviewPane pane) {
        this.inbox = inbox;
        this.versions = versions;
        this.recalls = new RecalledFiles(downloads);
        this.pane = pane;
        this.filters = new ReviewFilterBar(characters);
        filters.onChange(this::showAgain);
        pane.onChange(this::showAgain, this::follow);
        Div columns = Styled.div("review-columns", list, pane);
        Paragraph keys = new Paragraph(
                "Keys: j and k move through the list, 1 to 9 tick, a signs off or approves, r sends back, o opens the"
                        + " page.");
        keys.addClassNames("secondary-text", "key-hint");
        add(
                new PageHeader("Reviews")
                        .subtitle("Nothing goes to production before someone who took no part has looked at it."),
                recalls,
                filters,
                offer,
                columns,
                keys,
                new PageKeys("jkoar123456789", this::press));
        LiveUpdate.refresh(this, signals.changes(), this::follow);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters address = event.getLocation().getQueryParameters();
        String chosen = address.getSingleParameter(VERSION).orElse("");
        Map<String, List<String>> filtered = new HashMap<>(address.getParameters());
        named = filtered.remove(VERSION) != null;
        // A row that is clicked stays where it is.
        if (filtered.equals(filters.address().getParameters()) && list.select(chosen)) {
            follow();
        } else {
            filters.show(address);
            refresh();
        }
        address.getSingleParameter(VERSION).ifPresent(version -> {
            list.select(version);
            showCurrent();
            // Below the list there; beside it, nothing moves.
            pane.getElement().executeJs("if (matchMedia('(width < 900px)').matches) this.scrollIntoView()");
        });
    }

    /** After other filters were chosen, and after a decision. */
    private void showAgain() {
        refresh();
        remember();
    }

    /** The filters, and the version in front once one was chosen: for Back and a reload. */
    private void remember() {
        Navigation.remember(address(named ? list.current() : Optional.empty()));
    }

    private String address(Optional<VersionId> version) {
        Map<String, List<String>> parameters = new HashMap<>();
        filters.put(parameters);
        version.ifPresent(id -> parameters.put(VERSION, List.of(id.value().toString())));
        return new Location(VersionRoutes.REVIEWS, new QueryParameters(parameters)).getPathWithQueryParameters();
    }

    private void refresh() {
        offer.withdraw();
        recalls.show();
        List<ReviewInboxLine> lines = inbox.lines();
        filters.setVisible(!lines.isEmpty());
        list.show(lines.stream().filter(filters::accepts).toList(), filters::nothing);
        showCurrent();
    }

    /** What others did changes marks in place; what would move the list is offered. */
    private void follow() {
        List<ReviewInboxLine> lines =
                inbox.lines().stream().filter(filters::accepts).toList();
        int changes = list.follow(lines, filters::nothing);
        offer.offer(recalls.haveChanged() ? changes + 1 : changes);
        showCurrent();
    }

    private void showCurrent() {
        pane.setVisible(list.current().isPresent());
        list.current().ifPresent(version -> pane.show(versions.details(version)));
    }

    private void press(String key) {
        list.current().ifPresent(version -> {
            switch (key) {
                case "j" -> move(1);
                case "k" -> move(-1);
                case "o" -> UI.getCurrent().navigate(VersionRoutes.of(version));
                default -> pane.steps().press(key);
            }
        });
    }

    private void move(int by) {
        list.move(by);
        named = true;
        remember();
        showCurrent();
    }
}
