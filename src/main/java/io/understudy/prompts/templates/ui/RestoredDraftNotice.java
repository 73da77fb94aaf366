package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.prompts.templates.UnsavedDraft;

class RestoredDraftNotice extends Panel {
    RestoredDraftNotice(UnsavedDraft kept, int latest, Runnable discard) {
        addClassName("kept-notice");
        Span words = new Span(new Span("Below is what you typed and did not save, "), new RelativeTime(kept.keptAt()));
        words.add(new Span(
                kept.baseNumber() == latest || latest == 0
                        ? "."
                        : ". Since then version " + latest + " was saved; saving lets you compare."));
        Button drop = Buttons.quiet("Discard it", VaadinIcon.TRASH.create(), event -> discard.run());
        add(words, drop);
    }
}
