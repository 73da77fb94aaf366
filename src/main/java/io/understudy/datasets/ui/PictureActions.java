package io.understudy.datasets.ui;

import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.quality.CopyGroup;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Notifications;
import java.util.List;
import org.springframework.stereotype.Component;

/** Decides for a dataset's page what is trained on, says what became of it and offers to undo it. */
@Component
class PictureActions {
    private final DatasetService datasets;
    private final PictureChoices choices;

    PictureActions(DatasetService datasets, PictureChoices choices) {
        this.datasets = datasets;
        this.choices = choices;
    }

    void include(DatasetPageModel page, PictureSummary picture) {
        page.change(() -> {
            datasets.include(picture.id());
            page.announce(
                    isIncluded(picture), picture.fileName() + " is trained on.", () -> datasets.exclude(picture.id()));
        });
    }

    void exclude(DatasetPageModel page, PictureSummary picture) {
        page.change(() -> {
            datasets.exclude(picture.id());
            page.announce(
                    !isIncluded(picture), picture.fileName() + " is left out.", () -> datasets.include(picture.id()));
        });
    }

    private boolean isIncluded(PictureSummary picture) {
        return datasets.picture(picture.id()).included();
    }

    /** Leaves out the worse pictures of these groups, in one step. */
    void keepBest(DatasetPageModel page, List<CopyGroup> groups) {
        page.change(() -> {
            List<PictureId> left = choices.exclude(
                    groups.stream().flatMap(group -> group.others().stream()).toList());
            page.announce(
                    !left.isEmpty(),
                    Formats.plural(left.size(), "copy is", "copies are") + " left out.",
                    () -> choices.include(left));
        });
    }

    void remove(DatasetPageModel page, PictureSummary picture) {
        page.change(() -> {
            datasets.remove(List.of(picture.id()));
            Notifications.undoable(
                    picture.fileName() + " was removed from the dataset.",
                    () -> page.change(() -> datasets.restore(List.of(picture.id()))));
        });
    }
}
