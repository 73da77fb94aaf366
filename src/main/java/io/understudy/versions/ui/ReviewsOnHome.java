package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.HomeSection;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.review.ReviewInbox;
import io.understudy.versions.review.ReviewInboxLine;
import io.understudy.versions.review.ReviewInboxLine.Need;
import io.understudy.versions.review.decisions.RecentDecision;
import io.understudy.versions.review.decisions.RecentDecisions;
import java.util.List;
import java.util.function.Function;
import org.springframework.core.annotation.Order;

/** What waits for the signed-in person, their drafts, and what was decided lately. */
@org.springframework.stereotype.Component
@Order(0)
class ReviewsOnHome implements HomeSection {
    private static final int SHOWN = 5;

    private final ReviewInbox inbox;
    private final RecentDecisions decisions;
    private final VersionSignals signals;

    ReviewsOnHome(ReviewInbox inbox, RecentDecisions decisions, VersionSignals signals) {
        this.inbox = inbox;
        this.decisions = decisions;
        this.signals = signals;
    }

    @Override
    public List<Component> panels() {
        Panel waiting = new Panel();
        Panel drafts = new Panel();
        Panel decided = new Panel();
        Runnable show = () -> {
            List<ReviewInboxLine> lines = inbox.lines();
            showWaiting(
                    waiting, lines.stream().filter(line -> line.need().isMine()).toList());
            showDrafts(
                    drafts,
                    lines.stream()
                            .filter(line -> line.need() == Need.FOR_MY_SUBMISSION)
                            .toList());
            showDecided(decided, decisions.newest(SHOWN));
        };
        LiveUpdate.refresh(waiting, signals.changes(), show);
        show.run();
        return List.of(waiting, drafts, decided);
    }

    private static void showWaiting(Panel panel, List<ReviewInboxLine> mine) {
        panel.removeAll();
        panel.add(new H2("Waiting for you"));
        if (mine.isEmpty()) {
            panel.add(Hint.inline("You're all caught up."));
        }
        add(panel, mine, line -> line.need().heading());
    }

    private static void showDrafts(Panel panel, List<ReviewInboxLine> mine) {
        panel.removeAll();
        panel.setVisible(!mine.isEmpty());
        panel.add(new H2("Your drafts"));
        add(
                panel,
                mine,
                line -> "%d of %d ticked, review not requested"
                        .formatted(line.card().ticked(), line.card().items()));
    }

    private static void add(Panel panel, List<ReviewInboxLine> lines, Function<ReviewInboxLine, String> words) {
        lines.stream().limit(SHOWN).forEach(line -> panel.add(line(line.card(), Hint.inline(words.apply(line)))));
        if (lines.size() > SHOWN) {
            panel.add(new Anchor(VersionRoutes.REVIEWS, "Show all " + lines.size()));
        }
    }

    private static void showDecided(Panel panel, List<RecentDecision> decided) {
        panel.removeAll();
        panel.setVisible(!decided.isEmpty());
        panel.add(new H2("Recent decisions"));
        decided.forEach(one -> panel.add(line(
                one.version(),
                Hint.inline(new Span(one.by() + " " + one.action().pastTense() + ", "), new RelativeTime(one.at())))));
    }

    private static Div line(VersionCard version, Component words) {
        return Styled.div("home-line", new Anchor(VersionRoutes.of(version.id()), version.name()), words);
    }
}
