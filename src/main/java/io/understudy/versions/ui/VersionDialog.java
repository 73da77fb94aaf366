package io.understudy.versions.ui;

import io.understudy.platform.ui.FormDialog;
import io.understudy.versions.VersionDetails;
import java.util.UUID;

/** A dialog about a version. It says what others decide while it is open, and keeps what is typed in it. */
abstract class VersionDialog extends FormDialog {
    private final DecisionNotice notice = new DecisionNotice();
    private int told;

    VersionDialog(String title, String width) {
        super(title, width);
        add(notice);
    }

    /**
     * Shows what others decided.
     *
     * @param possible whether what the dialog is for can still be done
     * @return whether it is something that the dialog has not said before
     */
    final boolean tell(VersionDetails seen, VersionDetails now, UUID me, boolean possible) {
        String then = (possible ? "" : "This is no longer possible. ") + (keepsText() ? "What you typed is kept." : "");
        if (!notice.show(seen, now, me, then.strip())) {
            return false;
        }
        told++;
        allow(possible);
        return true;
    }

    /** How many times others decided while it was open. */
    final int told() {
        return told;
    }

    boolean keepsText() {
        return true;
    }

    /** Disables the way on, and nothing else. */
    abstract void allow(boolean possible);
}
