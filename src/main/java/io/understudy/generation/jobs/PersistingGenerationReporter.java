package io.understudy.generation.jobs;

import io.understudy.datasets.images.decoding.PictureLimits;
import io.understudy.datasets.images.decoding.UnreadablePicture;
import io.understudy.generation.GenerationId;
import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.platform.jobs.InsistingReporter;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobLease;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import java.util.Set;

class PersistingGenerationReporter extends InsistingReporter implements GenerationReporter {
    private final GenerationProgressWriter progressWriter;
    private final BlobStore blobs;
    private final GenerationPreviews previews;
    private final JobLease<GenerationId> lease;

    /** @param whenOver called once, when the task has made its final report or is no longer wanted */
    PersistingGenerationReporter(
            GenerationProgressWriter progressWriter,
            BlobStore blobs,
            GenerationPreviews previews,
            JobLease<GenerationId> lease,
            Runnable whenOver) {
        super("The job " + lease.job().value(), whenOver);
        this.progressWriter = progressWriter;
        this.blobs = blobs;
        this.previews = previews;
        this.lease = lease;
    }

    @Override
    public synchronized void preparing(String words) {
        insist(() -> progressWriter.say(lease, words));
    }

    @Override
    public synchronized void sending(int position, String handle) {
        insist(() -> progressWriter.sending(lease, position, handle));
    }

    @Override
    public synchronized void notCharged(int position) {
        keep(() -> progressWriter.notCharged(lease, position));
    }

    @Override
    public synchronized void underway(int position, String handle) {
        keep(() -> progressWriter.underway(lease, position, handle));
    }

    @Override
    public void preview(int position, byte[] encoded, String mediaType) {
        previews.show(lease.job(), position, encoded, mediaType);
    }

    @Override
    public synchronized void drawn(int position, byte[] encoded, String mediaType, double seconds) {
        try {
            PictureLimits.ofGenerated().require(encoded);
        } catch (UnreadablePicture unreadable) {
            refused(position, "The picture that arrived was not kept: " + unreadable.reason() + ".");
            previews.forget(lease.job(), position);
            return;
        }
        byte[] marked = SourceMark.OF_UNDERSTUDY.writtenInto(encoded);
        insist(() -> {
            BlobHash picture = blobs.store(marked, mediaType, Serving.INLINE).hash();
            return progressWriter.drawn(lease, position, picture, seconds);
        });
        previews.forget(lease.job(), position);
    }

    @Override
    public synchronized void refused(int position, String words) {
        insist(() -> progressWriter.refused(lease, position, words));
    }

    @Override
    public synchronized void finished() {
        last(() -> progressWriter.finish(lease));
    }

    @Override
    public synchronized void failed(JobFailure problem, Set<Integer> over) {
        last(() -> progressWriter.fail(lease, problem, over));
    }
}
