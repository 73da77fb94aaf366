package io.understudy.training.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.training.rehearsal.Rehearsal;
import io.understudy.training.rehearsal.RehearsalCheck;
import io.understudy.training.rehearsal.RehearsalFinding;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

class RehearsalChecklist extends OrderedList {
    private final Map<RehearsalCheck, Line> lines = new EnumMap<>(RehearsalCheck.class);

    RehearsalChecklist() {
        addClassName("rehearsal-checks");
        for (RehearsalCheck topic : RehearsalCheck.values()) {
            Line line = new Line(topic);
            lines.put(topic, line);
            add(line);
        }
    }

    void show(Rehearsal rehearsal) {
        lines.forEach((topic, line) -> line.show(rehearsal.line(topic), rehearsal.isRunning()));
    }

    private static final class Line extends ListItem {
        private final Div verdict = new Div();
        private final Span words = Hint.inline();
        private String shown = "";

        Line(RehearsalCheck topic) {
            addClassName("rehearsal-check");
            add(verdict, Styled.div("rehearsal-words", new Span(topic.label()), words));
        }

        void show(Optional<RehearsalFinding> found, boolean running) {
            String state =
                    found.map(line -> line.passed() ? "passed" : "failed").orElse(running ? "open" : "not checked");
            if (!state.equals(shown)) {
                shown = state;
                verdict.removeAll();
                verdict.add(icon(state));
                verdict.setClassName("rehearsal-verdict tone-" + tone(state));
            }
            words.setText(found.map(RehearsalFinding::words).orElse(running ? "" : "Not checked."));
        }

        private static Icon icon(String state) {
            Icon icon =
                    switch (state) {
                        case "passed" -> VaadinIcon.CHECK_CIRCLE.create();
                        case "failed" -> VaadinIcon.CLOSE_CIRCLE.create();
                        default -> VaadinIcon.CIRCLE_THIN.create();
                    };
            icon.getElement().setAttribute("role", "img").setAttribute("aria-label", state);
            return icon;
        }

        private static String tone(String state) {
            return switch (state) {
                case "passed" -> "good";
                case "failed" -> "bad";
                default -> "neutral";
            };
        }
    }
}
