package io.understudy.generation;

import io.understudy.generation.backend.GenerationReporter;
import io.understudy.people.SystemActs;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.training.backend.BackendProblem;
import io.understudy.training.backend.JobUnwanted;
import java.util.Set;
import java.util.concurrent.Callable;

class GenerationRecorder implements GenerationReporter {
    private final GenerationJournal journal;
    private final BlobStore blobs;
    private final GenerationLease lease;
    private final Runnable whenOver;
    private boolean over;

    /** @param whenOver called once, when the task has made its final report or is no longer wanted */
    GenerationRecorder(GenerationJournal journal, BlobStore blobs, GenerationLease lease, Runnable whenOver) {
        this.journal = journal;
        this.blobs = blobs;
        this.lease = lease;
        this.whenOver = whenOver;
    }

    @Override
    public synchronized void preparing(String words) {
        insist(() -> journal.say(lease, words));
    }

    @Override
    public synchronized void sending(int position, String handle) {
        insist(() -> journal.sending(lease, position, handle));
    }

    @Override
    public synchronized void notCharged(int position) {
        keep(() -> journal.notCharged(lease, position));
    }

    @Override
    public synchronized void underway(int position, String handle) {
        keep(() -> journal.underway(lease, position, handle));
    }

    @Override
    public synchronized void drawn(int position, byte[] encoded, String mediaType, double seconds) {
        insist(() -> {
            BlobHash picture = blobs.store(encoded, mediaType, Serving.INLINE).hash();
            return journal.drawn(lease, position, picture, seconds);
        });
    }

    @Override
    public synchronized void refused(int position, String words) {
        insist(() -> journal.refused(lease, position, words));
    }

    @Override
    public synchronized void finished() {
        last(() -> journal.finish(lease));
    }

    @Override
    public synchronized void failed(BackendProblem problem, Set<Integer> over) {
        last(() -> journal.fail(lease, problem.words(), problem.advice(), over));
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
            if (!SystemActs.call(write)) {
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
            throw new JobUnwanted("The job " + lease.job().value() + " is over, or another worker has it");
        }
    }

    private void end() {
        if (!over) {
            over = true;
            whenOver.run();
        }
    }
}
