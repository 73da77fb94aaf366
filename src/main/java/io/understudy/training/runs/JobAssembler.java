package io.understudy.training.runs;

import io.understudy.datasets.DatasetService;
import io.understudy.datasets.RecalledSnapshots;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.RunDetails;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.queue.RunProgressWriter;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
public class JobAssembler {
    private final DatasetService datasets;
    private final RecalledSnapshots recalls;
    private final MeasureService measures;
    private final BlobStore blobs;

    JobAssembler(DatasetService datasets, RecalledSnapshots recalls, MeasureService measures, BlobStore blobs) {
        this.datasets = datasets;
        this.recalls = recalls;
        this.measures = measures;
        this.blobs = blobs;
    }

    public BackendJob job(RunProgressWriter.Claim claim) {
        RunDetails run = claim.run();
        return new BackendJob(
                run.id().value().toString(),
                "run " + run.number(),
                run.parameters(),
                pictures(run.snapshot()),
                claim.checkpoint()
                        .map(checkpoint -> new JobCheckpoint(
                                checkpoint.step(), RunAs.reading(() -> blobs.open(checkpoint.state()))))
                        .orElse(null),
                claim.memo().orElse(null),
                claim.askedAgain());
    }

    /**
     * The pictures of a snapshot in its order, each with the box of its face where exactly one was measured.
     *
     * @throws DomainException.Conflict when the snapshot was recalled: what waited in a queue meanwhile does not begin
     */
    public List<JobPicture> pictures(SnapshotId snapshot) {
        recalls.requireUsable(snapshot);
        Map<BlobHash, FaceBox> faces = measures.onlyFaces(snapshot);
        return datasets.entries(snapshot).stream()
                .map(entry -> picture(entry, faces.get(entry.display())))
                .toList();
    }

    private JobPicture picture(SnapshotEntry entry, @Nullable FaceBox face) {
        return new JobPicture(
                entry.fileName(),
                entry.caption(),
                entry.width(),
                entry.height(),
                face == null ? null : inPixels(face, entry.width(), entry.height()),
                entry.repeats(),
                RunAs.reading(() -> blobs.open(entry.display())));
    }

    private static Rectangle inPixels(FaceBox face, int width, int height) {
        return new Rectangle2D.Double(face.x() * width, face.y() * height, face.width() * width, face.height() * height)
                .getBounds();
    }
}
