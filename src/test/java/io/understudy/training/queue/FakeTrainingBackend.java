package io.understudy.training.queue;

import io.understudy.lora.BaseModel;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.support.TestState;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendOption;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A backend whose jobs do exactly what the test tells them, when it tells them. */
public class FakeTrainingBackend implements TrainingBackend, TestState {
    public final class FakeJob {
        final String handle;
        public final BackendJob job;
        public final RunReporter reporter;
        public boolean cancelled;
        boolean letGo;

        FakeJob(String handle, BackendJob job, RunReporter reporter) {
            this.handle = handle;
            this.job = job;
            this.reporter = reporter;
        }

        int firstStep() {
            return job.resumeFrom() == null ? 1 : job.resumeFrom().step() + 1;
        }

        public void steps(int from, int to) {
            for (int step = from; step <= to; step++) {
                reporter.point(new MetricReading(step, 1.0 / step, 1e-4, 0.1 * (step - firstStep() + 1)));
            }
        }

        public void finish() {
            finish(SyntheticLora.small("lora of " + job.name()).bytes());
        }

        void finish(byte[] lora) {
            reporter.collecting("Writing the file");
            try {
                Path file = Files.createTempFile("told", ".safetensors");
                Files.write(file, lora);
                reporter.finished(file);
                Files.delete(file);
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
    }

    private static final String GIVEN_UP = "given up ";

    private final String id;
    private final boolean remote;
    private final List<FakeJob> jobs = new ArrayList<>();
    private @Nullable JobFailure refusal;
    private boolean connected;
    private volatile Runnable whenSubmitted = () -> {};
    /** Answers to the question whether a cancelled job has ended; none where it is not asked. */
    private final Deque<Boolean> endings = new ArrayDeque<>();

    private boolean endsCancelled;
    private Set<ExtraOutput> extras = Set.of();
    private @Nullable JobFailure deafness;
    final List<String> asked = new ArrayList<>();

    FakeTrainingBackend() {
        this("told", false);
    }

    private FakeTrainingBackend(String id, boolean remote) {
        this.id = id;
        this.remote = remote;
        this.connected = !remote;
    }

    /** Its jobs run elsewhere, two at a time. */
    static FakeTrainingBackend elsewhere(String id) {
        return new FakeTrainingBackend(id, true);
    }

    void forget() {
        jobs.clear();
        whenSubmitted = () -> {};
        refusal = null;
        endings.clear();
        endsCancelled = false;
        extras = Set.of();
        deafness = null;
        asked.clear();
    }

    /** Its trainer makes these on request. */
    public void offer(ExtraOutput... some) {
        extras = Set.of(some);
    }

    /** The engine gives no answer to a request. */
    void silentBecause(JobFailure why) {
        deafness = why;
    }

    @Override
    public Set<ExtraOutput> extras(TrainingSettings parameters) {
        return extras;
    }

    @Override
    public void ask(String key, String memo, ExtraOutput wanted) {
        if (deafness != null) {
            throw deafness;
        }
        asked.add(key + " " + memo + " " + wanted);
    }

    void endsCancelled(Boolean... answers) {
        endings.addAll(List.of(answers));
        endsCancelled = true;
    }

    int endingsLeft() {
        return endings.size();
    }

    @Override
    public boolean endsCancelled() {
        return endsCancelled;
    }

    @Override
    public boolean end(String key, String memo) {
        return endings.removeFirst();
    }

    @Override
    public String over(String memo) {
        return endsCancelled ? "over" : memo;
    }

    @Override
    public Optional<String> givenUp(String memo) {
        return endsCancelled ? Optional.of(GIVEN_UP + memo) : Optional.empty();
    }

    @Override
    public boolean isGivenUp(String memo) {
        return memo.startsWith(GIVEN_UP);
    }

    void refuseWith(JobFailure problem) {
        refusal = problem;
    }

    /** What happens on the worker's thread while it hands a job over. */
    void whenSubmitted(Runnable happens) {
        whenSubmitted = happens;
    }

    public List<FakeJob> jobs() {
        return List.copyOf(jobs);
    }

    public FakeJob last() {
        if (jobs.isEmpty()) {
            throw new NoSuchElementException("Nothing was submitted");
        }
        return jobs.getLast();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String displayName() {
        return remote ? "Told service" : "Told backend";
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    void connect() {
        connected = true;
    }

    @Override
    public void reset() {
        forget();
        connected = !remote;
    }

    @Override
    public boolean isRemote() {
        return remote;
    }

    @Override
    public int concurrency() {
        return 2;
    }

    @Override
    public BackendCapabilities capabilities() {
        return new BackendCapabilities(
                "Does what the test says.",
                BaseModel.FLUX1_DEV,
                Map.of(JobField.RESOLUTION, "It has no pictures."),
                Map.of(),
                Map.of(JobField.RANK, new Limits(1, 64)),
                List.of(BackendOption.choice("masks", "Masks", "What weighs more.", List.of("face", "none"))
                        .overruling("none", JobField.ALPHA)),
                List.of(new BackendPreset("Told", "For tests.", 10, 1e-4, 16, 16, 1, 1024, 5, 5)),
                true);
    }

    @Override
    public Duration estimate(TrainingSettings parameters, int pictures) {
        return Duration.ofSeconds(parameters.steps());
    }

    /** Notes that begin like this belong to a job of the service's. */
    @Override
    public Optional<String> request(String memo) {
        return memo.startsWith("request ") ? Optional.of(memo) : Optional.empty();
    }

    @Override
    public boolean sends(@Nullable String memo) {
        return memo == null || request(memo).isEmpty();
    }

    @Override
    public String submit(BackendJob job, RunReporter reporter) {
        if (refusal != null) {
            throw refusal;
        }
        FakeJob told = new FakeJob("told-" + (jobs.size() + 1), job, reporter);
        jobs.add(told);
        whenSubmitted.run();
        return told.handle;
    }

    @Override
    public void cancel(String handle) {
        jobs.stream().filter(job -> job.handle.equals(handle)).forEach(job -> job.cancelled = true);
    }

    @Override
    public void letGo(String handle) {
        jobs.stream().filter(job -> job.handle.equals(handle)).forEach(job -> job.letGo = true);
        cancel(handle);
    }
}
