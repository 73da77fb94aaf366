package io.understudy.generation.jobs;

import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.identity.RunAs;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import java.util.Set;
import java.util.concurrent.Callable;

class PersistingGenerationReporter implements GenerationReporter {
    private final GenerationProgressWriter progressWriter;
    private final BlobStore blobs;
    private final GenerationLease lease;
    private final Runnable whenOver;
    private boolean over;

    /** @param whenOver called once, when the task has made its final report or is no longer wanted */
    PersistingGenerationReporter(
            GenerationProgressWriter progressWriter, BlobStore blobs, GenerationLease lease, Runnable whenOver) {
        this.progressWriter = progressWriter;
        this.blobs = blobs;
        this.lease = lease;
        this.whenOver = whenOver;
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
    public synchronized void drawn(int position, byte[] encoded, String mediaType, double seconds) {
        insist(() -> {
            BlobHash picture = blobs.store(encoded, mediaType, Serving.INLINE).hash();
            return progressWriter.drawn(lease, position, picture, seconds);
        });
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
        last(() -> progressWriter.fail(lease, problem.words(), problem.advice(), over));
    }

    /** Lets go of the job even where its end cannot be written: then its lease runs out, and it is taken up again. */
    private void last(Callable<Boolean> end) {
        try {
            insist(end);
        } finally {
            end();
        }
    }

    /** The person's cancel is written already, before the task is notified. */
    @Override
    public synchronized void cancelled() {
        end();
    }

    /** Writes as the product itself; the task ends when the job is no longer this worker's. */
    private void insist(Callable<Boolean> write) {
        requireWanted();
        keep(write);
    }

    /** As {@link #insist}, and also when the task is no longer wanted. */
    private void keep(Callable<Boolean> write) {
        try {
            if (!RunAs.call(write)) {
                end();
                requireWanted();
            }
        } catch (RuntimeException problem) {
            throw problem;
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    private void requireWanted() {
        if (over) {
            throw new JobWithdrawn("The job " + lease.job().value() + " is over, or another worker has it");
        }
    }

    private void end() {
        if (!over) {
            over = true;
            whenOver.run();
        }
    }
}
