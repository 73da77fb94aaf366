package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.LiveListing;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionId;
import io.understudy.versions.review.ReviewInbox;
import io.understudy.versions.review.ReviewInboxLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Versions by what they need, one of which is the current one. */
class ReviewList extends Div {
    private static final int NONE = -1;

    private final transient LiveListing live = new LiveListing();
    private transient @Nullable List<ReviewInboxLine> shown;
    private final transient Function<VersionId, String> address;
    private int current = NONE;

    /** @param address of this list with a version in front */
    ReviewList(Function<VersionId, String> address) {
        this.address = address;
        addClassName("review-sections");
    }

    Optional<VersionId> current() {
        return current == NONE
                ? Optional.empty()
                : Optional.of(rows().get(current).version());
    }

    /** Makes a version the current one, if it is in the list. */
    boolean select(String version) {
        List<ReviewRow> rows = rows();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).version().value().toString().equals(version)) {
                current = i;
                mark();
                return true;
            }
        }
        return false;
    }

    void move(int by) {
        List<ReviewRow> rows = rows();
        if (!rows.isEmpty()) {
            current = Math.clamp(current + (long) by, 0, rows.size() - 1);
            mark();
            rows.get(current).focus();
        }
    }

    /** @param nothing shown for an empty list */
    void show(List<ReviewInboxLine> lines, Supplier<EmptyState> nothing) {
        if (lines.equals(shown)) {
            mark();
            return;
        }
        ReviewInboxLine before = current == NONE ? null : rows().get(current).line();
        shown = lines;
        fill(lines, nothing);
        moveOnFrom(before);
    }

    /**
     * Shows in place what others changed.
     *
     * @return how many versions would come, go or move if the list was shown again
     */
    int follow(List<ReviewInboxLine> lines, Supplier<EmptyState> nothing) {
        if (live.isEmpty()) {
            show(lines, nothing);
            return 0;
        }
        // What is shown is no longer what was read at once.
        shown = null;
        int moves = live.follow(rows(lines));
        mark();
        return moves;
    }

    private static List<LiveListing.Row> rows(List<ReviewInboxLine> lines) {
        return lines.stream()
                .map(line -> new LiveListing.Row(line.card().id(), line.need(), line, () -> new ReviewRow(line)))
                .toList();
    }

    private List<ReviewRow> rows() {
        return live.components().stream().map(ReviewRow.class::cast).toList();
    }

    private void fill(List<ReviewInboxLine> lines, Supplier<EmptyState> nothing) {
        removeAll();
        // By need, as the sections are.
        live.show(rows(lines));
        if (lines.isEmpty()) {
            add(nothing.get());
            return;
        }
        Map<ReviewInboxLine.Need, List<ReviewRow>> byNeed = rows().stream()
                .collect(Collectors.groupingBy(row -> row.line().need(), TreeMap::new, Collectors.toList()));
        byNeed.forEach((need, group) -> {
            Div section = Styled.div("review-section", new H2(need.heading() + " (" + group.size() + ")"));
            group.forEach(section::add);
            add(section);
        });
        if (lines.size() >= ReviewInbox.LIMIT) {
            add(new Paragraph("The " + ReviewInbox.LIMIT + " that have waited longest are shown, drafts last."));
        }
    }

    /** Keeps to the same version; once it no longer waits for this person, moves on to what is in its place now. */
    private void moveOnFrom(@Nullable ReviewInboxLine before) {
        List<ReviewRow> rows = rows();
        current = rows.isEmpty() ? NONE : Math.min(Math.max(0, current), rows.size() - 1);
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
        List<ReviewRow> rows = rows();
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).setCurrent(i == current);
            rows.get(i).open(address.apply(rows.get(i).version()));
        }
    }
}
