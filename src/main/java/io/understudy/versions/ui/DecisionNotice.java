package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.versions.Sentences;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionState;
import io.understudy.versions.review.decisions.PastDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says who decided what about a version while a person looked at it, and when. */
class DecisionNotice extends Div {
    /** @param at null where it is not known */
    private record Line(String what, @Nullable Instant at, String why) {}

    private record News(List<Line> lines, VersionState state) {}

    private transient @Nullable News shown;

    DecisionNotice() {
        addClassName("decision-notice");
        getElement().setAttribute("role", "status");
    }

    void clear() {
        shown = null;
        removeAll();
    }

    /**
     * Shows what others decided.
     *
     * @param seen the version as the person saw it
     * @param me whose own decisions are no news
     * @param then what follows from it for the person, in sentences; empty for nothing
     * @return whether that is something else than what is shown already
     */
    boolean show(VersionDetails seen, VersionDetails now, UUID me, String then) {
        List<Line> lines = lines(seen, now, me);
        if (lines.isEmpty()) {
            clear();
            return false;
        }
        News news = new News(lines, now.state());
        if (news.equals(shown)) {
            return false;
        }
        shown = news;
        removeAll();
        setClassName("good-news", now.state() == VersionState.APPROVED && now.recall() == null);
        lines.forEach(line -> add(paragraph(line)));
        String state =
                "%s is now “%s”.".formatted(now.card().name(), now.state().word());
        add(new Paragraph(then.isEmpty() ? state : state + " " + then));
        return true;
    }

    private static List<Line> lines(VersionDetails seen, VersionDetails now, UUID me) {
        List<Line> lines = new ArrayList<>();
        now.decisions().stream()
                .skip(seen.decisions().size())
                .filter(decision -> !decision.account().equals(me))
                .map(DecisionNotice::line)
                .forEach(lines::add);
        SnapshotRecall recall = now.recall();
        if (!Objects.equals(seen.recall(), recall)) {
            lines.add(
                    recall == null
                            ? new Line("The recall of its dataset was lifted", null, "")
                            : new Line(recall.by() + " recalled its dataset", recall.at(), recall.reason()));
        }
        return lines;
    }

    private static Line line(PastDecision decision) {
        String reason = decision.reason();
        return new Line(
                decision.by() + " " + decision.action().pastTense(), decision.at(), reason == null ? "" : reason);
    }

    private static Paragraph paragraph(Line line) {
        Paragraph words = new Paragraph(new Span(line.what()));
        if (line.at() != null) {
            words.add(new Span(", "), new RelativeTime(line.at()));
        }
        words.add(new Span(line.why().isEmpty() ? "." : ": " + Sentences.sentence(line.why())));
        return words;
    }
}
