package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.MeasureService;
import io.understudy.datasets.PictureFilter;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SetMeasures;
import io.understudy.datasets.SnapshotDiff;
import io.understudy.datasets.SnapshotLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the dataset page shows of a set at one moment.
 *
 * @param leftOutSmall some of the pictures that were left out for their size, the first ones
 * @param snapshot the latest one, or null
 * @param since what changed since it; null without one
 * @param page of the wall; null while captions are shown
 */
record DatasetReading(
        DatasetOverview overview,
        List<PictureSummary> leftOutSmall,
        @Nullable SnapshotLine snapshot,
        @Nullable SnapshotDiff since,
        SetMeasures measures,
        @Nullable PicturePage page) {
    /** How many small pictures are named one by one. */
    static final int NAMED = 5;

    /** Which part of the set the wall shows. */
    record Part(PictureFilter filter, int page) {}

    /** @param part null while captions are shown */
    static DatasetReading of(
            CharacterId character, @Nullable Part part, DatasetService datasets, MeasureService measuring) {
        SetMeasures measures = measuring.measuresOf(character);
        DatasetOverview overview = datasets.overview(character);
        List<SnapshotLine> snapshots = datasets.snapshots(character);
        SnapshotLine latest = snapshots.isEmpty() ? null : snapshots.getFirst();
        return new DatasetReading(
                overview,
                overview.excludedSmall() == 0 ? List.of() : leftOutSmall(character, datasets),
                latest,
                latest == null ? null : datasets.changesSince(latest.snapshot().id()),
                measures,
                part == null
                        ? null
                        : datasets.pictures(character, part.filter(), measures, part.page(), PictureWall.PAGE_SIZE));
    }

    private static List<PictureSummary> leftOutSmall(CharacterId character, DatasetService datasets) {
        return datasets.pictures(character, PictureFilter.TOO_SMALL, 0, Integer.MAX_VALUE).pictures().stream()
                .filter(picture -> !picture.included())
                .limit(NAMED)
                .toList();
    }
}
