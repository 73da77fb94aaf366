package io.understudy.training.ui;

import io.understudy.platform.ui.BrowserTime;
import io.understudy.training.rehearsal.Rehearsal;
import io.understudy.training.rehearsal.RehearsalFinding;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

final class RehearsalLabels {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private RehearsalLabels() {}

    static String standing(Rehearsal rehearsal) {
        return switch (rehearsal.state()) {
            case RUNNING ->
                rehearsal.step() == 0 ? "Getting ready" : "Step " + rehearsal.step() + " of " + rehearsal.steps();
            case DONE -> score(rehearsal);
            case STOPPED -> "Stopped: " + rehearsal.score() + " until then";
        };
    }

    /** {@code Rehearsed 10:42, 7 of 7}. */
    static String score(Rehearsal rehearsal) {
        return "Rehearsed " + time(rehearsal.startedAt()) + ", " + rehearsal.score();
    }

    static String failed(Rehearsal rehearsal) {
        return rehearsal.failed().stream()
                .map(RehearsalFinding::topic)
                .map(topic -> topic.label().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String time(Instant moment) {
        return TIME.format(moment.atZone(BrowserTime.zone()));
    }
}
