package io.understudy.generation.backends.api;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes reports of several threads on one after another; none once the task is no longer wanted. */
public final class SerialReporter implements GenerationReporter {
    private final GenerationReporter reporter;
    private @Nullable JobWithdrawn unwanted;

    public SerialReporter(GenerationReporter reporter) {
        this.reporter = reporter;
    }

    private synchronized void pass(Runnable report) {
        if (unwanted != null) {
            throw unwanted;
        }
        keep(report);
    }

    /** What is known about money is passed on to the last. */
    private synchronized void keep(Runnable report) {
        try {
            report.run();
        } catch (JobWithdrawn word) {
            unwanted = word;
            throw word;
        }
    }

    @Override
    public void preparing(String words) {
        pass(() -> reporter.preparing(words));
    }

    @Override
    public void sending(int position, String handle) {
        pass(() -> reporter.sending(position, handle));
    }

    @Override
    public void underway(int position, String handle) {
        keep(() -> reporter.underway(position, handle));
    }

    @Override
    public void notCharged(int position) {
        keep(() -> reporter.notCharged(position));
    }

    @Override
    public void preview(int position, byte[] encoded, String mediaType) {
        reporter.preview(position, encoded, mediaType);
    }

    @Override
    public void drawn(int position, byte[] encoded, String mediaType, double seconds) {
        pass(() -> reporter.drawn(position, encoded, mediaType, seconds));
    }

    @Override
    public void refused(int position, String words) {
        pass(() -> reporter.refused(position, words));
    }

    @Override
    public void finished() {
        pass(reporter::finished);
    }

    @Override
    public void failed(JobFailure problem, Set<Integer> over) {
        pass(() -> reporter.failed(problem, over));
    }

    @Override
    public void cancelled() {
        pass(reporter::cancelled);
    }
}
