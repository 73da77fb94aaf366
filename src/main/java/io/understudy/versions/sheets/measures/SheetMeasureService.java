package io.understudy.versions.sheets.measures;

import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.identity.MembersOnly;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.SamplePicture;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetReader;
import io.understudy.versions.sheets.SheetService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Service;

/** Measures that a person waits for; they come after what is being measured in the background. */
@Service
@MembersOnly
public class SheetMeasureService {
    private final SheetReader reader;
    private final SheetMeasuringJob job;
    private final DatasetService datasets;

    SheetMeasureService(SheetReader reader, SheetMeasuringJob job, DatasetService datasets) {
        this.reader = reader;
        this.job = job;
        this.datasets = datasets;
    }

    /** Measures what is in a sheet now; completes on a thread of its own. */
    public CompletableFuture<SheetMeasures> measure(SheetId id) {
        SheetDetails sheet = reader.find(id).orElseThrow(SheetService::noSuchCell);
        return job.answer(() -> job.measure(sheet));
    }

    /**
     * Measures the samples of a run as if they were a sheet of one column: the last ones that it generated, next to
     * those from before its first step. Completes on a thread of its own.
     */
    public CompletableFuture<SheetMeasures> measureSamples(List<SamplePicture> samples, SnapshotId trainedOn) {
        List<SnapshotEntry> training = datasets.entries(trainedOn);
        return job.answer(() -> job.measure(SampleCells.of(samples), training, TriggerWord.NONE, Set.of()));
    }

    /**
     * Measures all samples of a run as if they were a sheet over its checkpoints. Completes on a thread of its own.
     *
     * @param trigger that a prompt has to contain to mean the character
     */
    public CompletableFuture<SheetMeasures> measureSteps(
            List<SamplePicture> samples, SnapshotId trainedOn, TriggerWord trigger) {
        List<SnapshotEntry> training = datasets.entries(trainedOn);
        return job.answer(() -> job.measure(SampleCells.bySteps(samples), training, trigger, Set.of()));
    }
}
