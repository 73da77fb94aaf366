package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.HomeSection;
import io.understudy.platform.ui.LiveListing;
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
        Part waiting = new Part("Waiting for you");
        Part drafts = new Part("Your drafts");
        Part decided = new Part("Recent decisions");
        Runnable show = () -> {
            List<ReviewInboxLine> lines = inbox.lines();
            waiting.show(waiting(lines), mine(lines).size());
            drafts.show(drafts(lines), submissions(lines).size());
            decided.show(decided(), 0);
            if (waiting.isEmpty()) {
                waiting.say(Hint.inline("You're all caught up."));
            }
            drafts.setVisible(!drafts.isEmpty());
            decided.setVisible(!decided.isEmpty());
        };
        ChangeOffer offer = new ChangeOffer("versions", show);
        waiting.addComponentAtIndex(1, offer);
        LiveUpdate.refresh(waiting, signals.changes(), () -> {
            List<ReviewInboxLine> lines = inbox.lines();
            int moves = waiting.follow(waiting(lines), mine(lines).size())
                    + drafts.follow(drafts(lines), submissions(lines).size())
                    + decided.follow(decided(), 0);
            offer.offer(moves);
        });
        show.run();
        return List.of(waiting, drafts, decided);
    }

    private static List<ReviewInboxLine> mine(List<ReviewInboxLine> lines) {
        return lines.stream().filter(line -> line.need().isMine()).toList();
    }

    private static List<ReviewInboxLine> submissions(List<ReviewInboxLine> lines) {
        return lines.stream()
                .filter(line -> line.need() == Need.FOR_MY_SUBMISSION)
                .toList();
    }

    private static List<LiveListing.Row> waiting(List<ReviewInboxLine> lines) {
        return rows(mine(lines), line -> line.need().heading());
    }

    private static List<LiveListing.Row> drafts(List<ReviewInboxLine> lines) {
        return rows(
                submissions(lines),
                line -> "%d of %d ticked, review not requested"
                        .formatted(line.card().ticked(), line.card().items()));
    }

    private static List<LiveListing.Row> rows(List<ReviewInboxLine> lines, Function<ReviewInboxLine, String> words) {
        return lines.stream()
                .limit(SHOWN)
                .map(line -> new LiveListing.Row(
                        line.card().id(), words.apply(line), () -> line(line.card(), Hint.inline(words.apply(line)))))
                .toList();
    }

    private List<LiveListing.Row> decided() {
        return decisions.newest(SHOWN).stream()
                .map(one -> new LiveListing.Row(
                        List.of(one.version().id(), one.at()),
                        one.by(),
                        () -> line(
                                one.version(),
                                Hint.inline(
                                        new Span(one.by() + " " + one.action().pastTense() + ", "),
                                        new RelativeTime(one.at())))))
                .toList();
    }

    private static Div line(VersionCard version, Component words) {
        return Styled.div(
                "home-line",
                new Anchor(VersionRoutes.of(version.id()), version.name()),
                words,
                VersionBadges.trail(version),
                VersionBadges.file(version));
    }

    private static final class Part extends Panel {
        private final transient LiveListing rows = new LiveListing();
        private final Div content = Styled.div("panel-lines");
        private int all;

        Part(String heading) {
            super(heading);
            add(content);
        }

        /** @param all of which the rows are the first */
        void show(List<LiveListing.Row> now, int all) {
            this.all = all;
            content.removeAll();
            content.add(rows.show(now));
            if (all > SHOWN) {
                content.add(new Anchor(VersionRoutes.REVIEWS, "Show all " + all));
            }
        }

        /** @return how many rows would change their places, or else how many more or fewer there are behind them */
        int follow(List<LiveListing.Row> now, int allNow) {
            int moves = rows.follow(now);
            return moves > 0 ? moves : Math.abs(allNow - all);
        }

        boolean isEmpty() {
            return rows.isEmpty();
        }

        void say(Component words) {
            content.add(words);
        }
    }
}
