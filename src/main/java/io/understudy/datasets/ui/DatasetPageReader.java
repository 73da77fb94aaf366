package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.DatasetSignals;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionQueries;
import io.understudy.datasets.consensus.ConsensusService;
import io.understudy.datasets.intake.ArrivalService;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.snapshots.SnapshotLine;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.data.domain.Pageable;

@org.springframework.stereotype.Component
class DatasetPageReader {
    private final DatasetService datasets;
    private final MeasureService measuring;
    private final ConsensusService consensus;
    private final CaptionQueries captions;
    private final ArrivalService arrivals;
    private final DatasetSignals signals;
    private final BackgroundReader background;

    DatasetPageReader(
            DatasetService datasets,
            MeasureService measuring,
            ConsensusService consensus,
            CaptionQueries captions,
            ArrivalService arrivals,
            DatasetSignals signals,
            BackgroundReader background) {
        this.datasets = datasets;
        this.measuring = measuring;
        this.consensus = consensus;
        this.captions = captions;
        this.arrivals = arrivals;
        this.signals = signals;
        this.background = background;
    }

    /** @param show receives what was read in the background, in the page's own turn */
    DatasetRefresher follow(Component page, CharacterId character, Consumer<DatasetPageData> show) {
        return new DatasetRefresher(page, character, this, signals, background, show);
    }

    DatasetPageData read(CharacterId character, DatasetAddress address) {
        DatasetMeasures measures = measuring.measuresOf(character);
        DatasetOverview overview = datasets.overview(character);
        SnapshotLine latest = datasets.snapshots(character, Pageable.ofSize(1)).stream()
                .findFirst()
                .orElse(null);
        return new DatasetPageData(
                overview,
                consensus.isAsked(character),
                overview.excludedSmall() == 0 ? List.of() : leftOutSmall(character),
                latest,
                latest == null ? null : datasets.changesSince(latest.snapshot().id()),
                measures,
                arrivals.of(character),
                address.captioning()
                        ? null
                        : address.wall().filter() == PictureFilter.COPIES
                                // Groups are shown whole, with their best pictures.
                                ? datasets.pictures(character, PictureFilter.INCLUDED, 0, Integer.MAX_VALUE)
                                : datasets.pictures(
                                        character, address.wall(), measures, address.page(), PictureGrid.PAGE_SIZE),
                address.captioning() ? captions(character, address) : null);
    }

    private DatasetPageData.Captions captions(CharacterId character, DatasetAddress address) {
        return new DatasetPageData.Captions(
                captions.page(character, address.captionFilter(), address.page(), CaptionsPanel.PAGE_SIZE),
                captions.overview(character),
                captions.tags(character));
    }

    private List<PictureSummary> leftOutSmall(CharacterId character) {
        return datasets.pictures(character, PictureFilter.TOO_SMALL, 0, Integer.MAX_VALUE).pictures().stream()
                .filter(picture -> !picture.included())
                .limit(DatasetPageData.NAMED)
                .toList();
    }
}
