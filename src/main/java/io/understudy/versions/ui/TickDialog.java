package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.ChecklistLine;
import java.util.Optional;
import java.util.function.Function;

/** Ticks an item and, in the same place, the ones that are still open after it. */
class TickDialog extends VersionDialog {
    private static final String TICK = "Tick item";

    private final transient Function<ChecklistLine, TickForm> forms;
    private final transient Function<ChecklistItem, Optional<ChecklistLine>> next;
    private final Button only = new Button(TICK, event -> tickOnly());
    private final Button primary = confirm(TICK, event -> tickAndContinue());
    private TickForm form;

    /** @param next the open item after this one, as it is when it is asked for; empty after the last */
    TickDialog(
            ChecklistLine first,
            Function<ChecklistLine, TickForm> forms,
            Function<ChecklistItem, Optional<ChecklistLine>> next) {
        super("", "56rem");
        this.forms = forms;
        this.next = next;
        this.form = forms.apply(first);
        addClassName("tick-dialog");
        // Between the way back and the way on.
        getFooter().addComponentAtIndex(1, only);
        add(form);
        showWhatFollows();
    }

    @Override
    void allow(boolean possible) {
        only.setEnabled(possible);
        primary.setEnabled(possible);
    }

    private void showWhatFollows() {
        ChecklistItem item = form.item();
        boolean last = next.apply(item).isEmpty();
        setHeaderTitle(item.position() + ". " + item.title());
        only.setVisible(!last);
        primary.setText(last ? TICK : "Tick and next");
    }

    private void tickOnly() {
        if (form.store()) {
            close();
        }
    }

    private void tickAndContinue() {
        ChecklistItem ticked = form.item();
        if (form.store()
                && !ErrorMessages.guard(() -> next.apply(ticked).ifPresentOrElse(this::continueWith, this::close))) {
            // What is ticked is ticked: its form does not stay for a second try.
            close();
        }
    }

    private void continueWith(ChecklistLine line) {
        TickForm following = forms.apply(line);
        remove(form);
        form = following;
        add(form);
        showWhatFollows();
        form.focus();
    }
}
