package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;
import io.understudy.platform.text.WordDiff;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import java.util.Map;

/**
 * Two templates next to each other, word by word: what went is struck through at the left, what came is underlined at
 * the right. Parts that are equal are only counted.
 */
class TwoPaneDiff extends Div {
    TwoPaneDiff(String beforeTitle, Map<String, String> before, String afterTitle, Map<String, String> after) {
        addClassName("two-pane-diff");
        add(new H3(beforeTitle), new H3(afterTitle));
        int same = 0;
        for (Map.Entry<String, String> part : after.entrySet()) {
            String was = before.getOrDefault(part.getKey(), "");
            if (was.equals(part.getValue())) {
                same++;
            } else {
                addPart(DraftText.label(part.getKey()), was, part.getValue());
            }
        }
        if (same > 0) {
            Paragraph unchanged = new Paragraph(
                    same == after.size()
                            ? "Nothing differs."
                            : Formats.plural(same, "part is", "parts are") + " the same.");
            unchanged.addClassNames("secondary-text", "whole-row");
            add(unchanged);
        }
    }

    private void addPart(String label, String before, String after) {
        Div left = pane(label);
        Div right = pane(label);
        for (WordDiff.Part part : WordDiff.between(before, after)) {
            switch (part.kind()) {
                case SAME -> {
                    left.add(new Span(part.text()));
                    right.add(new Span(part.text()));
                }
                case GONE -> left.add(new HtmlContainer("del", new Text(part.text())));
                case NEW -> right.add(new HtmlContainer("ins", new Text(part.text())));
            }
        }
        sayWhereNothingIs(left, before);
        sayWhereNothingIs(right, after);
        add(left, right);
    }

    private static void sayWhereNothingIs(Div pane, String text) {
        if (text.isEmpty()) {
            pane.add(Hint.inline("(nothing)"));
        }
    }

    private static Div pane(String label) {
        return Styled.div("diff-pane", Styled.span("diff-label", label));
    }
}
