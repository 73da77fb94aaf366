package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.function.SerializableFunction;
import java.util.Locale;

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

    /** Choices, each with what it means in a line of its own. */
    public static <T> ComponentRenderer<Div, T> ofChoices(
            SerializableFunction<T, String> label, SerializableFunction<T, String> meaning) {
        return new ComponentRenderer<>(choice -> {
            String words = meaning.apply(choice);
            return new Div(
                    new Div(label.apply(choice)),
                    inline(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1)));
        });
    }
}
