package io.understudy.training.queue;

import io.understudy.platform.core.RunAs;
import io.understudy.providers.engines.EngineChanged;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.support.TestState;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.EngineBackend;
import io.understudy.training.backends.api.OrphanFinder;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.api.TrainingEngineFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Engines of the kinds that a test chooses train as {@link FakeTrainingBackend} does, and find what the test puts there. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public class FakeTrainingEngines implements TrainingEngineFactory, OrphanFinder, TestState {
    private final EngineDirectory directory;
    private final Set<EngineKind> kinds = EnumSet.noneOf(EngineKind.class);
    private final List<Backend> made = new ArrayList<>();
    public final List<EngineJob> jobs = new ArrayList<>();

    FakeTrainingEngines(EngineDirectory directory) {
        this.directory = directory;
    }

    public void take(EngineKind... chosen) {
        kinds.addAll(List.of(chosen));
    }

    /** The backends that were made so far, one for each change of an engine. */
    List<Backend> made() {
        return List.copyOf(made);
    }

    /** The engine that was added last has a job, and never says that it has ended. */
    public void neverConfirmAnEnd() {
        FakeTrainingBackend backend = made.getLast().inner;
        backend.endsCancelled(false, false, false);
        backend.last().reporter.remember("request 7");
    }

    @Override
    public void reset() {
        kinds.clear();
        made.clear();
        jobs.clear();
        directory.forget(new EngineChanged(new EngineId(new UUID(0, 0)), ""));
    }

    @Override
    public Set<EngineKind> kinds() {
        return Set.copyOf(kinds);
    }

    @Override
    public TrainingBackend create(EngineConnection engine) {
        Backend backend = new Backend(engine);
        made.add(backend);
        return backend;
    }

    @Override
    public List<EngineJob> jobs(EngineConnection engine) {
        return List.copyOf(jobs);
    }

    @Override
    public void end(EngineConnection engine, String job) {
        RunAs.run(() -> jobs.removeIf(each -> each.id().equals(job)));
    }

    static final class Backend extends EngineBackend {
        final FakeTrainingBackend inner = FakeTrainingBackend.elsewhere("inner");

        Backend(EngineConnection engine) {
            super(engine);
        }

        @Override
        public BackendCapabilities capabilities() {
            return inner.capabilities();
        }

        @Override
        public Duration estimate(TrainingSettings parameters, int pictures) {
            return Duration.ofMinutes(6L * parameters.steps());
        }

        @Override
        public String submit(BackendJob job, RunReporter reporter) {
            return inner.submit(job, reporter);
        }

        @Override
        public void cancel(String handle) {
            inner.cancel(handle);
        }

        @Override
        public Optional<String> request(String memo) {
            return inner.request(memo);
        }

        @Override
        public boolean sends(@Nullable String memo) {
            return inner.sends(memo);
        }

        @Override
        public Optional<String> givenUp(String memo) {
            return inner.givenUp(memo);
        }

        @Override
        public boolean isGivenUp(String memo) {
            return inner.isGivenUp(memo);
        }

        @Override
        public boolean endsCancelled() {
            return inner.endsCancelled();
        }

        @Override
        public boolean end(String key, String memo) {
            return inner.end(key, memo);
        }

        @Override
        public String over(String memo) {
            return inner.over(memo);
        }
    }
}
