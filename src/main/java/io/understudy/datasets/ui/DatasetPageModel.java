package io.understudy.datasets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.datasets.captions.CaptionStep;
import io.understudy.datasets.captions.CaptionUndoResult;
import io.understudy.datasets.captions.ProposalScope;
import io.understudy.datasets.captions.text.CaptionEdit;
import io.understudy.datasets.captions.text.TriggerFirst;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Notifications;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

final class DatasetPageModel {
    private final CharacterSummary character;
    private final DatasetService datasets;
    private final CaptionServices captionServices;
    private final MeasureService measuring;
    private final PictureServices pictureServices;
    private final Runnable refresh;
    private final Runnable refreshCounts;
    private @Nullable DatasetMeasures measures;

    /**
     * @param refresh shows pictures and counts again
     * @param refreshCounts shows only the counts again: someone is typing
     */
    DatasetPageModel(CharacterSummary character, DatasetServices services, Runnable refresh, Runnable refreshCounts) {
        this.character = character;
        this.datasets = services.datasets();
        this.captionServices = services.captions();
        this.measuring = services.measuring();
        this.pictureServices = services.pictureServices();
        this.refresh = refresh;
        this.refreshCounts = refreshCounts;
    }

    CharacterSummary character() {
        return character;
    }

    PictureServices pictureServices() {
        return pictureServices;
    }

    DatasetService datasets() {
        return datasets;
    }

    CaptionServices captionServices() {
        return captionServices;
    }

    MeasureService measuring() {
        return measuring;
    }

    DatasetMeasures measures() {
        DatasetMeasures known = measures;
        if (known == null) {
            known = measuring.measuresOf(character.id());
            measures = known;
        }
        return known;
    }

    void forgetMeasures() {
        measures = null;
    }

    void useMeasures(DatasetMeasures read) {
        measures = read;
    }

    void include(PictureSummary picture) {
        change(() -> {
            datasets.include(picture.id());
            Notifications.undoable(
                    picture.fileName() + " is trained on.", () -> change(() -> datasets.exclude(picture.id())));
        });
    }

    void exclude(PictureSummary picture) {
        change(() -> {
            datasets.exclude(picture.id());
            Notifications.undoable(
                    picture.fileName() + " is left out.", () -> change(() -> datasets.include(picture.id())));
        });
    }

    void remove(PictureSummary picture) {
        change(() -> {
            datasets.remove(List.of(picture.id()));
            Notifications.undoable(
                    picture.fileName() + " was removed from the dataset.",
                    () -> change(() -> datasets.restore(List.of(picture.id()))));
        });
    }

    void putTriggerFirst() {
        apply(new TriggerFirst());
    }

    boolean apply(CaptionEdit edit) {
        return apply(() -> captionServices.edits().apply(character.id(), edit));
    }

    boolean propose(ProposalScope scope) {
        return apply(() -> captionServices.proposals().apply(character.id(), scope));
    }

    private boolean apply(Supplier<CaptionStep> change) {
        boolean done = ErrorMessages.guard(() -> {
            CaptionStep step = change.get();
            String words = Formats.plural(step.captions(), "caption", "captions") + " changed.";
            Runnable undo =
                    () -> change(() -> say("Undone", captionServices.undo().undo(character.id(), step)));
            if (!step.leftOut().isEmpty()) {
                Notifications.partlyDone(
                        words + " " + LeftOutCaptions.words(step.leftOut())
                                + " Shorten what is too long, then try again.",
                        step.captions() == 0 ? null : undo,
                        () -> showCaptions(LeftOutCaptions.filter(step.leftOut())));
            } else if (step.captions() == 0) {
                Notifications.done("No caption had to be changed.");
            } else {
                Notifications.undoable(words, undo);
            }
        });
        refresh.run();
        return done;
    }

    void undo() {
        change(() -> say("Undone", captionServices.undo().undo(character.id())));
    }

    void redo() {
        change(() -> say("Redone", captionServices.undo().redo(character.id())));
    }

    private static void say(String what, CaptionUndoResult moved) {
        String left = moved.left() == 0
                ? ""
                : " " + Formats.plural(moved.left(), "caption stays", "captions stay") + " as changed since.";
        Notifications.done(what + " in " + Formats.plural(moved.changed(), "caption", "captions") + ": " + moved.words()
                + "." + left);
    }

    void captionSaved() {
        refreshCounts.run();
    }

    void change(Runnable action) {
        ErrorMessages.guard(action);
        refresh.run();
    }

    void show(PictureFilter filter) {
        open(Map.of(DatasetAddress.FILTER, filter.name()));
    }

    void showPage(PictureFilter filter, int page) {
        open(Map.of(DatasetAddress.FILTER, filter.name(), DatasetAddress.PAGE, String.valueOf(page + 1)));
    }

    void showCaptions() {
        open(Map.of(DatasetAddress.SHOW, DatasetAddress.CAPTIONS));
    }

    void showCaptions(CaptionFilter filter) {
        showCaptions(filter, 0);
    }

    void showCaptions(CaptionFilter filter, int page) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(DatasetAddress.SHOW, DatasetAddress.CAPTIONS);
        if (filter.kind() != CaptionFilter.Kind.ALL) {
            parameters.put(DatasetAddress.FILTER, filter.kind().name());
        }
        if (!filter.text().isBlank()) {
            parameters.put(DatasetAddress.SEARCH, filter.text());
        }
        if (!filter.only().isEmpty()) {
            parameters.put(DatasetAddress.ONLY, DatasetAddress.ids(filter.only()));
        }
        if (page > 0) {
            parameters.put(DatasetAddress.PAGE, String.valueOf(page + 1));
        }
        open(parameters);
    }

    void showSnapshots() {
        UI.getCurrent().navigate(DatasetRoutes.snapshots(character.slug()));
    }

    void showWall() {
        open(Map.of());
    }

    private void open(Map<String, String> parameters) {
        UI.getCurrent().navigate(DatasetRoutes.of(character.slug()), QueryParameters.simple(parameters));
    }
}
