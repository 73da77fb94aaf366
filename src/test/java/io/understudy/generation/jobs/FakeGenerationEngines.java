package io.understudy.generation.jobs;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.GenerationEngineBackend;
import io.understudy.generation.backends.api.GenerationEngineFactory;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.ListedRequest;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineKind;
import io.understudy.support.TestState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Engines of the kinds that a test chooses generate as {@link FakeGenerationBackend} does. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public class FakeGenerationEngines implements GenerationEngineFactory, TestState {
    private final Set<EngineKind> kinds = EnumSet.noneOf(EngineKind.class);
    private final FakeGenerationBackend tasks = new FakeGenerationBackend();

    /** What the engines list. */
    public final List<ListedRequest> listed = new ArrayList<>();

    public FakeGenerationBackend.FakeTask last() {
        return tasks.last();
    }

    public void take(EngineKind... chosen) {
        kinds.addAll(List.of(chosen));
    }

    @Override
    public void reset() {
        kinds.clear();
        tasks.forget();
        listed.clear();
    }

    @Override
    public Set<EngineKind> kinds() {
        return Set.copyOf(kinds);
    }

    @Override
    public GenerationBackend create(EngineConnection engine) {
        return new Backend(engine, tasks, listed);
    }

    private static final class Backend extends GenerationEngineBackend {
        private final FakeGenerationBackend inner;

        private final List<ListedRequest> listed;

        Backend(EngineConnection engine, FakeGenerationBackend inner, List<ListedRequest> listed) {
            super(engine);
            this.inner = inner;
            this.listed = listed;
        }

        @Override
        public boolean listsRequests() {
            return true;
        }

        @Override
        public List<ListedRequest> requests() {
            return List.copyOf(listed);
        }

        @Override
        public void endRequest(String handle) {
            listed.removeIf(request -> request.handles().contains(handle));
        }

        @Override
        public GenerationCapabilities capabilities() {
            return inner.capabilities();
        }

        @Override
        public GenerationEstimate estimate(PictureSettings settings, int pictures) {
            return inner.estimate(settings, pictures);
        }

        @Override
        public void submit(GenerationTask task, GenerationReporter reporter) {
            inner.submit(task, reporter);
        }
    }
}
