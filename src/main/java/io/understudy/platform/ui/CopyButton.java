package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.clipboard.Clipboard;
import com.vaadin.flow.component.icon.VaadinIcon;

/** Copies a text to the clipboard within the click itself, as browsers demand, and reports whether that worked. */
public class CopyButton extends Button {
    public CopyButton(String words, String text) {
        this(words);
        Clipboard.onClick(this)
                .writeText(text, copied -> Notifications.done("Copied to the clipboard"), error -> refused());
    }

    public <C extends Component & HasValue<?, String>> CopyButton(String words, C input) {
        this(words);
        Clipboard.onClick(this)
                .writeText(input, copied -> Notifications.done("Copied to the clipboard"), error -> refused());
    }

    private CopyButton(String words) {
        super(words, VaadinIcon.COPY_O.create());
    }

    private static void refused() {
        Notifications.refused(
                "The browser did not let the page write to the clipboard. Select the text and copy it by hand;"
                        + " over plain http browsers allow nothing else.");
    }
}
