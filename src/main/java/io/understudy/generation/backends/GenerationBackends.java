package io.understudy.generation.backends;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.platform.jobs.JobFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
public class GenerationBackends {
    private final List<GenerationBackend> all;

    GenerationBackends(List<GenerationBackend> all) {
        this.all = all.stream()
                .sorted(Comparator.comparing(GenerationBackend::displayName))
                .toList();
    }

    public List<GenerationBackendChoice> choices() {
        return all.stream()
                .filter(GenerationBackend::isConnected)
                .map(backend ->
                        new GenerationBackendChoice(backend.id(), backend.displayName(), backend.capabilities()))
                .toList();
    }

    public Optional<GenerationBackend> find(String id) {
        return all.stream().filter(backend -> backend.id().equals(id)).findFirst();
    }

    public GenerationBackend byId(String id) {
        return find(id).orElseThrow(() -> new JobFailure(
                "The generation backend “" + id + "” is not connected.",
                "Ask an admin to connect it again in Settings, then generate the missing pictures.",
                null));
    }

    /** The name that people know; the bare id of a backend that is gone. */
    public String nameOf(String id) {
        return find(id).map(GenerationBackend::displayName).orElse(id);
    }
}
