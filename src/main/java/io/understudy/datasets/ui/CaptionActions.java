package io.understudy.datasets.ui;

import io.understudy.datasets.PictureId;
import io.understudy.datasets.captions.CaptionChange;
import io.understudy.datasets.captions.CaptionHistory;
import io.understudy.datasets.captions.CaptionProposalService;
import io.understudy.datasets.captions.CaptionQueries;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.captions.CaptionSignals;
import io.understudy.datasets.captions.CaptionStep;
import io.understudy.datasets.captions.CaptionUndoResult;
import io.understudy.datasets.captions.CaptionUndoService;
import io.understudy.datasets.captions.ProposalScope;
import io.understudy.datasets.captions.text.CaptionEdit;
import io.understudy.datasets.captions.text.TagCount;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Notifications;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Changes captions for a dataset's page, says what changed and offers to undo it. */
@Component
class CaptionActions {
    /** In a message that offers to show all of them. */
    private static final int NAMED = 3;

    private final CaptionService captions;
    private final CaptionProposalService proposals;
    private final CaptionUndoService undoing;
    private final CaptionSignals signals;
    private final CaptionQueries queries;

    CaptionActions(
            CaptionService captions,
            CaptionProposalService proposals,
            CaptionUndoService undoing,
            CaptionSignals signals,
            CaptionQueries queries) {
        this.captions = captions;
        this.proposals = proposals;
        this.undoing = undoing;
        this.signals = signals;
        this.queries = queries;
    }

    List<TagCount> tags(DatasetPageModel page) {
        return queries.tags(page.character().id());
    }

    CaptionPresence presence(DatasetPageModel page) {
        return new CaptionPresence(signals, page.character().id());
    }

    /** As {@link CaptionService#save}. */
    String save(PictureId picture, String seen, String text) {
        return captions.save(picture, seen, text);
    }

    List<CaptionChange> preview(DatasetPageModel page, CaptionEdit edit) {
        return captions.preview(page.character().id(), edit);
    }

    List<CaptionChange> preview(DatasetPageModel page, ProposalScope scope) {
        return proposals.preview(page.character().id(), scope);
    }

    boolean apply(DatasetPageModel page, CaptionEdit edit) {
        return apply(page, () -> captions.apply(page.character().id(), edit));
    }

    boolean apply(DatasetPageModel page, ProposalScope scope) {
        return apply(page, () -> proposals.apply(page.character().id(), scope));
    }

    private boolean apply(DatasetPageModel page, Supplier<CaptionStep> change) {
        return page.change(() -> {
            CaptionStep step = change.get();
            String words = Formats.plural(step.captions(), "caption", "captions") + " changed.";
            Runnable undo = () -> page.change(
                    () -> say("Undone", undoing.undo(page.character().id(), step)));
            if (!step.leftOut().isEmpty()) {
                Notifications.partlyDone(
                        words + " " + LeftOutCaptions.words(step.leftOut(), NAMED)
                                + " Shorten what is too long, then try again.",
                        step.captions() == 0 ? null : undo,
                        () -> page.showCaptions(LeftOutCaptions.filter(step.leftOut())));
            } else if (step.captions() == 0) {
                Notifications.done("No caption had to be changed.");
            } else {
                Notifications.undoable(words, undo);
            }
        });
    }

    CaptionHistory history(DatasetPageModel page) {
        return undoing.history(page.character().id());
    }

    void undo(DatasetPageModel page) {
        page.change(() -> say("Undone", undoing.undo(page.character().id())));
    }

    void redo(DatasetPageModel page) {
        page.change(() -> say("Redone", undoing.redo(page.character().id())));
    }

    private static void say(String what, CaptionUndoResult moved) {
        String left = moved.left() == 0
                ? ""
                : " " + Formats.plural(moved.left(), "caption stays", "captions stay") + " as changed since.";
        Notifications.done(what + " in " + Formats.plural(moved.changed(), "caption", "captions") + ": " + moved.words()
                + "." + left);
    }
}
