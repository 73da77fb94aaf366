package io.understudy.generation.backends.api;

import io.understudy.platform.jobs.FinalReport;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.jobs.StoppableTask;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task whose pictures are generated elsewhere. What was asked for continues there when it is let go. */
public abstract class RemoteGenerationTask extends StoppableTask {
    protected static final String GO_ON = " Generate the missing pictures to continue.";

    private static final Logger log = LoggerFactory.getLogger(RemoteGenerationTask.class);

    protected final GenerationTask task;
    protected final GenerationReporter reporter;
    /** The places of pictures whose requests are known to bring nothing. */
    protected final Set<Integer> over = ConcurrentHashMap.newKeySet();

    protected RemoteGenerationTask(GenerationTask task, GenerationReporter reporter) {
        this.task = task;
        this.reporter = new SerialReporter(reporter);
    }

    /** Everything but the report of the end; a problem that is foreseen is thrown as a {@link JobFailure}. */
    protected abstract void work() throws IOException, InterruptedException;

    @Override
    public final void run() {
        try {
            work();
            reporter.finished();
        } catch (Stopped stopped) {
            if (isCancelled()) {
                FinalReport.send(task.name(), reporter::cancelled);
            }
        } catch (JobWithdrawn unwanted) {
            log.info("“{}” is no longer wanted here", task.name());
        } catch (JobFailure known) {
            report(known);
        } catch (InterruptedException down) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException problem) {
            log.warn("“{}” failed", task.name(), problem);
            report(new JobFailure(
                    "Something unexpected went wrong on this server: " + problem.getMessage(),
                    "An admin can find the details in the server's log." + GO_ON,
                    problem));
        }
    }

    private void report(JobFailure problem) {
        FinalReport.send(task.name(), () -> reporter.failed(problem, Set.copyOf(over)));
    }
}
