package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** Words that explain, in the quieter colour. */
public class Hint extends Paragraph {
    private static final String QUIET = "secondary-text";

    public Hint(String words) {
        super(words);
        addClassName(QUIET);
    }

    public Hint(Component... words) {
        super(words);
        addClassName(QUIET);
    }

    /** The same within a line. */
    public static Span inline(String words) {
        return Styled.span(QUIET, words);
    }

    public static Span inline(Component... words) {
        return Styled.span(QUIET, words);
    }
}
