package io.understudy.platform.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;

/**
 * Offers what others changed instead of moving what a person looks at: "3 changes", with a button that shows them. It
 * takes no room, so that nothing moves when it appears either.
 */
public final class ChangeOffer extends Div {
    private final Span words = new Span();
    private final Div line;

    /**
     * @param list what changes, as the button is read out: "Show changes: live runs"
     * @param show shows everything as it is now
     */
    public ChangeOffer(String list, Runnable show) {
        Button button = Buttons.inline("Show", event -> {
            withdraw();
            show.run();
        });
        button.setAriaLabel("Show changes: " + list);
        line = Styled.div("change-line", words, button);
        addClassName("change-offer");
        getElement().setAttribute("role", "status");
        withdraw();
        add(line);
    }

    public void offer(long changes) {
        offer(changes, "change", "changes");
    }

    /** Without any, there is no offer. */
    public void offer(long things, String one, String many) {
        if (things > 0) {
            offer(Formats.plural(things, one, many));
        } else {
            withdraw();
        }
    }

    public void offer(String what) {
        words.setText(what);
        line.setVisible(true);
    }

    public void withdraw() {
        words.setText("");
        line.setVisible(false);
    }
}
