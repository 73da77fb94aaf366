package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionOverview;
import io.understudy.datasets.captions.CaptionQueries;
import io.understudy.datasets.captions.text.TagCount;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.datasets.snapshots.SnapshotLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the dataset page shows of a dataset at one moment.
 *
 * @param leftOutSmall some of the pictures that were left out for their size, the first ones
 * @param snapshot the latest one, or null
 * @param since what changed since it; null without one
 * @param page of the wall; null while captions are shown
 * @param captions null while the wall is shown
 */
record DatasetPageData(
        DatasetOverview overview,
        List<PictureSummary> leftOutSmall,
        @Nullable SnapshotLine snapshot,
        @Nullable SnapshotDiff since,
        DatasetMeasures measures,
        @Nullable PicturePage page,
        @Nullable Captions captions) {
    static final int NAMED = 5;

    record Captions(PicturePage page, CaptionOverview overview, List<TagCount> tags) {}

    static DatasetPageData of(CharacterId character, DatasetAddress address, DatasetServices services) {
        DatasetService datasets = services.datasets();
        DatasetMeasures measures = services.measuring().measuresOf(character);
        DatasetOverview overview = datasets.overview(character);
        List<SnapshotLine> snapshots = datasets.snapshots(character);
        SnapshotLine latest = snapshots.isEmpty() ? null : snapshots.getFirst();
        return new DatasetPageData(
                overview,
                overview.excludedSmall() == 0 ? List.of() : leftOutSmall(character, datasets),
                latest,
                latest == null ? null : datasets.changesSince(latest.snapshot().id()),
                measures,
                address.captioning()
                        ? null
                        : datasets.pictures(
                                character, address.filter(), measures, address.page(), PictureGrid.PAGE_SIZE),
                address.captioning()
                        ? captions(character, address, services.captions().lists())
                        : null);
    }

    private static Captions captions(CharacterId character, DatasetAddress address, CaptionQueries lists) {
        return new Captions(
                lists.page(character, address.captionFilter(), address.page(), CaptionsPanel.PAGE_SIZE),
                lists.overview(character),
                lists.tags(character));
    }

    private static List<PictureSummary> leftOutSmall(CharacterId character, DatasetService datasets) {
        return datasets.pictures(character, PictureFilter.TOO_SMALL, 0, Integer.MAX_VALUE).pictures().stream()
                .filter(picture -> !picture.included())
                .limit(NAMED)
                .toList();
    }
}
