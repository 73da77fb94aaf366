package io.understudy.datasets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.CaptionEdit;
import io.understudy.datasets.CaptionFilter;
import io.understudy.datasets.CaptionStep;
import io.understudy.datasets.CaptionsPutBack;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.MeasureService;
import io.understudy.datasets.PictureFilter;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.ProposalScope;
import io.understudy.datasets.SetMeasures;
import io.understudy.datasets.TriggerFirst;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

final class DatasetDesk {
    private final CharacterSummary character;
    private final DatasetService datasets;
    private final CaptionDoors captions;
    private final MeasureService measuring;
    private final PictureTools tools;
    private final Runnable refresh;
    private final Runnable refreshCounts;
    private @Nullable SetMeasures measures;

    /**
     * @param refresh shows pictures and counts again
     * @param refreshCounts shows only the counts again: someone is typing
     */
    DatasetDesk(CharacterSummary character, DatasetDoors doors, Runnable refresh, Runnable refreshCounts) {
        this.character = character;
        this.datasets = doors.datasets();
        this.captions = doors.captions();
        this.measuring = doors.measuring();
        this.tools = doors.tools();
        this.refresh = refresh;
        this.refreshCounts = refreshCounts;
    }

    CharacterSummary character() {
        return character;
    }

    PictureTools tools() {
        return tools;
    }

    DatasetService datasets() {
        return datasets;
    }

    CaptionDoors captions() {
        return captions;
    }

    MeasureService measuring() {
        return measuring;
    }

    SetMeasures measures() {
        SetMeasures known = measures;
        if (known == null) {
            known = measuring.measuresOf(character.id());
            measures = known;
        }
        return known;
    }

    void forgetMeasures() {
        measures = null;
    }

    void know(SetMeasures read) {
        measures = read;
    }

    void include(PictureSummary picture) {
        change(() -> {
            datasets.include(picture.id());
            Notices.undoable(
                    picture.fileName() + " is trained on.", () -> change(() -> datasets.exclude(picture.id())));
        });
    }

    void exclude(PictureSummary picture) {
        change(() -> {
            datasets.exclude(picture.id());
            Notices.undoable(picture.fileName() + " is left out.", () -> change(() -> datasets.include(picture.id())));
        });
    }

    void remove(PictureSummary picture) {
        change(() -> {
            datasets.remove(List.of(picture.id()));
            Notices.undoable(
                    picture.fileName() + " was removed from the dataset.",
                    () -> change(() -> datasets.restore(List.of(picture.id()))));
        });
    }

    void putTriggerFirst() {
        apply(new TriggerFirst());
    }

    boolean apply(CaptionEdit edit) {
        return apply(() -> captions.edits().apply(character.id(), edit));
    }

    boolean propose(ProposalScope scope) {
        return apply(() -> captions.proposals().apply(character.id(), scope));
    }

    private boolean apply(Supplier<CaptionStep> change) {
        boolean done = Refusals.guard(() -> {
            CaptionStep step = change.get();
            String words = Formats.plural(step.captions(), "caption", "captions") + " changed.";
            Runnable undo = () -> change(() -> say("Undone", captions.undo().undo(character.id(), step)));
            if (!step.leftOut().isEmpty()) {
                Notices.partlyDone(
                        words + " " + LeftOutCaptions.words(step.leftOut())
                                + " Shorten what is too long, then try again.",
                        step.captions() == 0 ? null : undo,
                        () -> showCaptions(LeftOutCaptions.filter(step.leftOut())));
            } else if (step.captions() == 0) {
                Notices.done("No caption had to be changed.");
            } else {
                Notices.undoable(words, undo);
            }
        });
        refresh.run();
        return done;
    }

    void undo() {
        change(() -> say("Undone", captions.undo().undo(character.id())));
    }

    void redo() {
        change(() -> say("Redone", captions.undo().redo(character.id())));
    }

    private static void say(String what, CaptionsPutBack moved) {
        String left = moved.left() == 0
                ? ""
                : " " + Formats.plural(moved.left(), "caption stays", "captions stay") + " as changed since.";
        Notices.done(what + " in " + Formats.plural(moved.changed(), "caption", "captions") + ": " + moved.words() + "."
                + left);
    }

    void captionSaved() {
        refreshCounts.run();
    }

    void change(Runnable action) {
        Refusals.guard(action);
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
