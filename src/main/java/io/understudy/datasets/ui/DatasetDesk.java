package io.understudy.datasets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.CaptionChange;
import io.understudy.datasets.CaptionService;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureFilter;
import io.understudy.datasets.MeasureService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SetMeasures;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parts of the dataset page share: whose set it is, the doors to it, and what happens after a change. */
final class DatasetDesk {
    private final CharacterSummary character;
    private final DatasetService datasets;
    private final CaptionService captions;
    private final MeasureService measuring;
    private final Runnable refresh;
    private final Runnable refreshCounts;
    private @Nullable SetMeasures measures;

    /**
     * @param refresh shows pictures and counts anew
     * @param refreshCounts shows only the counts anew: somebody is typing
     */
    DatasetDesk(
            CharacterSummary character,
            DatasetService datasets,
            CaptionService captions,
            MeasureService measuring,
            Runnable refresh,
            Runnable refreshCounts) {
        this.character = character;
        this.datasets = datasets;
        this.captions = captions;
        this.measuring = measuring;
        this.refresh = refresh;
        this.refreshCounts = refreshCounts;
    }

    CharacterSummary character() {
        return character;
    }

    DatasetService datasets() {
        return datasets;
    }

    CaptionService captions() {
        return captions;
    }

    MeasureService measuring() {
        return measuring;
    }

    /** What is known about the pictures; read once for all parts of the page. */
    SetMeasures measures() {
        SetMeasures known = measures;
        if (known == null) {
            known = measuring.measuresOf(character.id());
            measures = known;
        }
        return known;
    }

    /** Reads the measures anew when the page is next drawn. */
    void forgetMeasures() {
        measures = null;
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
                    picture.fileName() + " was removed from the set.",
                    () -> change(() -> datasets.restore(List.of(picture.id()))));
        });
    }

    void putTriggerFirst() {
        change(() -> {
            List<CaptionChange> changed = captions.putTriggerFirst(character.id());
            undoableCaptions(changed);
        });
    }

    /** Says how many captions were changed and offers to take it back. */
    void undoableCaptions(List<CaptionChange> changed) {
        Notices.undoable(
                Formats.plural(changed.size(), "caption", "captions") + " changed.",
                () -> change(() -> captions.undo(character.id(), changed)));
    }

    void captionSaved() {
        refreshCounts.run();
    }

    /** Runs a change, shows what was refused, and shows the set as it is now. */
    void change(Runnable action) {
        Refusals.guard(action);
        refresh.run();
    }

    void show(PictureFilter filter) {
        open(Map.of(DatasetView.FILTER, filter.name()));
    }

    void showPage(PictureFilter filter, int page) {
        open(Map.of(DatasetView.FILTER, filter.name(), DatasetView.PAGE, String.valueOf(page + 1)));
    }

    void showCaptions() {
        open(Map.of(DatasetView.SHOW, DatasetView.CAPTIONS));
    }

    void showCaptions(int page) {
        open(Map.of(DatasetView.SHOW, DatasetView.CAPTIONS, DatasetView.PAGE, String.valueOf(page + 1)));
    }

    void showWall() {
        open(Map.of());
    }

    private void open(Map<String, String> parameters) {
        UI.getCurrent().navigate(DatasetRoutes.of(character.slug()), QueryParameters.simple(parameters));
    }
}
