package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.SchedulerDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs jobs as processes of this machine, and does to them what schedulers do. */
final class ProcessScheduler implements JobScheduler, AutoCloseable {
    private final Map<String, Job> jobs = new HashMap<>();
    private final List<String> submitted = new ArrayList<>();
    private final Map<String, String> environment;
    private boolean away;
    private boolean held;
    private boolean suspended;
    private boolean remembersEnded;
    private boolean losesAnswers;
    private boolean losesLists;
    private int looksBeforeItIsSeen;
    private @Nullable JobFailure refusal;
    private Runnable beforeEnds = () -> {};
    private boolean submitsTwice;

    private static final class Job {
        private final String id;
        private final JobRequest request;
        private @Nullable Process process;
        private int restarts;
        private boolean interrupted;
        private boolean cancelled;
        private boolean forgotten;

        Job(String id, JobRequest request) {
            this.id = id;
            this.request = request;
        }
    }

    ProcessScheduler(Map<String, String> environment) {
        this.environment = environment;
    }

    /** It gives no answers; what runs continues. */
    synchronized void goAway() {
        away = true;
    }

    synchronized void comeBack() {
        away = false;
    }

    /** What is submitted waits. */
    synchronized void hold() {
        held = true;
    }

    synchronized void release() {
        held = false;
        jobs.values().stream()
                .filter(job -> job.process == null && !job.cancelled)
                .forEach(this::start);
    }

    /** It starts jobs and does not say so. */
    synchronized void loseAnswers(boolean lost) {
        losesAnswers = lost;
    }

    /** Its lists are too long to arrive; questions about one job are answered. */
    synchronized void loseLists(boolean lost) {
        losesLists = lost;
    }

    /** What was submitted is not found by its name at once. */
    synchronized void showLate(int looks) {
        looksBeforeItIsSeen = looks;
    }

    /** As where an answer is lost: another job of the name gets the folder before the one that is known. */
    synchronized void submitTwice() {
        submitsTwice = true;
    }

    /** Starts another job of the same name. */
    synchronized String twin(String id) {
        Job twin = new Job(id + "_twin", known(id).request);
        jobs.put(twin.id, twin);
        start(twin);
        return twin.id;
    }

    synchronized void refuse(JobFailure why) {
        refusal = why;
    }

    synchronized void forget(String id) {
        known(id).forgotten = true;
    }

    /** As a person does outside Understudy, on an engine that remembers what has ended. */
    synchronized void delete(String id) {
        kill(id);
        jobs.remove(id);
        remembersEnded = true;
    }

    /** As a person does outside Understudy; the processes of the job are left as they are. */
    synchronized void suspend(boolean suspends) {
        suspended = suspends;
    }

    synchronized void beforeEnds(Runnable change) {
        beforeEnds = change;
    }

    synchronized List<String> submitted() {
        return List.copyOf(submitted);
    }

    synchronized boolean isRunning(String id) {
        Process process = known(id).process;
        return process != null && process.isAlive();
    }

    /** Ends the job as a preemption does, and puts it back into the queue. */
    void preempt(String id) throws InterruptedException {
        Process process;
        synchronized (this) {
            Job job = known(id);
            job.interrupted = true;
            process = Objects.requireNonNull(job.process);
        }
        process.destroy();
        process.waitFor(60, TimeUnit.SECONDS);
    }

    /** Asks every process of the job to end, as Slurm does, and then puts it back into the queue. */
    synchronized void terminate(String id) {
        Job job = known(id);
        job.interrupted = true;
        Process process = Objects.requireNonNull(job.process);
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** As the kernel does where memory is short. */
    synchronized void killWatcher(String id) {
        assertThat(Objects.requireNonNull(known(id).process)
                        .descendants()
                        .filter(one -> one.info().commandLine().orElse("").contains("watch.py follow"))
                        .filter(ProcessHandle::destroyForcibly))
                .hasSize(1);
    }

    synchronized void restart(String id) {
        Job job = known(id);
        job.restarts++;
        job.interrupted = false;
        start(job);
    }

    /** As a scheduler does some time before the limit. */
    void warn(String id) throws IOException {
        long process = Objects.requireNonNull(known(id).process).pid();
        new ProcessBuilder("kill", "-USR1", String.valueOf(process)).start();
    }

    /** As a machine that loses its power: the script first, which would start another watcher for the one that ends. */
    synchronized void kill(String id) {
        Process process = Objects.requireNonNull(known(id).process);
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private Job known(String id) {
        return Objects.requireNonNull(jobs.get(id));
    }

    private void start(Job job) {
        ProcessBuilder program = new ProcessBuilder("bash", "-c", job.request.text())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of(job.request.folder(), JobRequest.LOG).toFile()));
        program.environment().putAll(environment);
        program.environment().put("SLURM_JOB_ID", job.id);
        program.environment().put("SLURM_JOB_NAME", job.request.name());
        program.environment().put("SLURM_RESTART_COUNT", String.valueOf(job.restarts));
        try {
            job.process = program.start();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void answer() {
        if (away) {
            throw new EngineUnreachable("The controller does not answer.", "Check that it runs.", null);
        }
    }

    @Override
    public SchedulerDescription describe() {
        return new SchedulerDescription("1.0", "test", List.of());
    }

    @Override
    public synchronized Optional<String> find(String name) {
        answer();
        if (looksBeforeItIsSeen > 0) {
            looksBeforeItIsSeen--;
            return Optional.empty();
        }
        return Optional.of(name).filter(jobs::containsKey);
    }

    @Override
    public synchronized Submission submit(JobRequest request) {
        answer();
        if (refusal != null) {
            throw refusal;
        }
        boolean found = jobs.containsKey(request.name());
        if (!found) {
            Job job = new Job(request.name(), request);
            jobs.put(request.name(), job);
            submitted.add(request.name());
            if (submitsTwice) {
                twin(job.id);
                Path owner = Path.of(request.folder(), "owner-" + request.name());
                await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(owner));
            }
            if (!held) {
                start(job);
            }
        }
        if (losesAnswers) {
            throw new EngineUnreachable("The answer was lost.", "Wait.", null);
        }
        return new Submission(request.name(), found, List.of());
    }

    @Override
    public synchronized JobStanding standing(String id) {
        answer();
        Job job = jobs.get(id);
        return job == null || job.forgotten
                ? JobStanding.UNKNOWN
                : standing(job).named(job.request.name());
    }

    private JobStanding standing(Job job) {
        Process process = job.process;
        if (job.cancelled && (process == null || !process.isAlive())) {
            return new JobStanding(Phase.ENDED, "CANCELLED", "", 0, job.restarts);
        }
        if (process == null) {
            return new JobStanding(Phase.WAITING, "PENDING", "Resources", null, 0, 3, null, null, "", "");
        }
        if (process.isAlive()) {
            String state = suspended ? "SUSPENDED" : "RUNNING";
            return new JobStanding(Phase.RUNNING, state, "", null, job.restarts);
        }
        if (job.interrupted) {
            return new JobStanding(Phase.WAITING, "PENDING", "BeginTime", null, job.restarts);
        }
        beforeEnds.run();
        int code = process.exitValue();
        return new JobStanding(Phase.ENDED, code == 0 ? "COMPLETED" : "FAILED", "", code, job.restarts);
    }

    @Override
    public synchronized boolean remembersEnded() {
        return remembersEnded;
    }

    @Override
    public synchronized void cancel(String id) {
        answer();
        Job job = jobs.get(id);
        if (job != null) {
            job.cancelled = true;
            if (job.process != null) {
                job.process.destroy();
            }
        }
    }

    @Override
    public synchronized List<NamedJob> named(String prefix) {
        answer();
        if (losesLists) {
            throw new EngineUnreachable("The list of jobs did not arrive.", "Wait.", null);
        }
        if (looksBeforeItIsSeen > 0) {
            looksBeforeItIsSeen--;
            return List.of();
        }
        return jobs.values().stream()
                .filter(job ->
                        job.request.name().startsWith(prefix) && standing(job).phase() != Phase.ENDED)
                .map(job ->
                        new NamedJob(job.id, job.request.name(), standing(job).state(), null))
                .toList();
    }

    @Override
    public synchronized void close() {
        jobs.values().stream()
                .flatMap(job -> Optional.ofNullable(job.process).stream())
                .forEach(process -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                });
    }
}
