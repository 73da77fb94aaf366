package io.understudy.platform.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/** Questions before a step that is hard to take back. */
public final class Confirmation {
    /** The dialog itself gives the focus to the button that confirms. */
    private static final String FOCUS_CANCEL = """
            const cancel = event => {
                if (event.target.slot === 'confirm-button') {
                    this.removeEventListener('focusin', cancel);
                    queueMicrotask(() => this.querySelector('[slot=cancel-button]').focus());
                }
            };
            this.addEventListener('focusin', cancel);""";

    private Confirmation() {}

    /** @param words what the step means; the step is taken when it is confirmed */
    public static ConfirmDialog of(String question, String words, String verb, Runnable step) {
        ConfirmDialog dialog = new ConfirmDialog(question, words, verb, event -> step.run());
        dialog.setCancelable(true);
        // As in every other dialog.
        dialog.setCancelButtonTheme("");
        return dialog;
    }

    /** @param stay what the other button says */
    public static ConfirmDialog of(String question, String words, String verb, String stay, Runnable step) {
        ConfirmDialog dialog = of(question, words, verb, step);
        dialog.setCancelText(stay);
        return dialog;
    }

    /** As {@link #of}, for a step that takes something away; Cancel has the focus. */
    public static ConfirmDialog ofLoss(String question, String words, String verb, Runnable step) {
        ConfirmDialog dialog = of(question, words, verb, step);
        dialog.setConfirmButtonTheme("error primary");
        dialog.getElement().executeJs(FOCUS_CANCEL);
        return dialog;
    }
}
