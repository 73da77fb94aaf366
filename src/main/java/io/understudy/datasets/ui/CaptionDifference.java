package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.CaptionChange;

/** A caption before and after in one line; what went is struck through, what came is underlined. */
class CaptionDifference extends Composite<Div> {
    CaptionDifference(CaptionChange change) {
        this(change.fileName(), change.before(), change.after());
    }

    CaptionDifference(String fileName, String before, String after) {
        Span name = new Span(fileName);
        name.addClassNames("secondary-text", "one-line");
        int start = commonStart(before, after);
        int end = commonEnd(before.substring(start), after.substring(start));
        Div line = new Div(new Span(before.substring(0, start)));
        line.add(marked("del", before.substring(start, before.length() - end)));
        line.add(marked("ins", after.substring(start, after.length() - end)));
        line.add(new Span(before.substring(before.length() - end)));
        getContent().addClassName("caption-difference");
        getContent().add(name, line);
    }

    private static HtmlContainer marked(String tag, String text) {
        HtmlContainer element = new HtmlContainer(tag);
        element.setText(text);
        element.setVisible(!text.isEmpty());
        return element;
    }

    /** Up to the last space that both have in common, so that whole words are marked. */
    private static int commonStart(String before, String after) {
        int start = 0;
        int lastSpace = 0;
        while (start < before.length() && start < after.length() && before.charAt(start) == after.charAt(start)) {
            start++;
            if (before.charAt(start - 1) == ' ') {
                lastSpace = start;
            }
        }
        return lastSpace;
    }

    private static int commonEnd(String before, String after) {
        int end = 0;
        int lastBreak = 0;
        while (end < before.length()
                && end < after.length()
                && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
            end++;
            char c = before.charAt(before.length() - end);
            if (c == ' ' || c == ',') {
                lastBreak = end;
            }
        }
        return lastBreak;
    }
}
