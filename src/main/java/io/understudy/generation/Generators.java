package io.understudy.generation;

import io.understudy.generation.backend.GenerationBackend;
import io.understudy.training.backend.BackendProblem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class Generators {
    private final List<GenerationBackend> all;

    Generators(List<GenerationBackend> all) {
        this.all = all.stream()
                .sorted(Comparator.comparing(GenerationBackend::displayName))
                .toList();
    }

    List<GeneratorChoice> choices() {
        return all.stream()
                .filter(GenerationBackend::isConnected)
                .map(backend -> new GeneratorChoice(backend.id(), backend.displayName(), backend.capabilities()))
                .toList();
    }

    Optional<GenerationBackend> find(String id) {
        return all.stream().filter(backend -> backend.id().equals(id)).findFirst();
    }

    GenerationBackend byId(String id) {
        return find(id).orElseThrow(() -> new BackendProblem(
                "The generation backend “" + id + "” is not connected.",
                "Ask an admin to connect it again in Settings, then generate the missing pictures.",
                null));
    }

    /** The name that people know; the bare id of a backend that is gone. */
    String nameOf(String id) {
        return find(id).map(GenerationBackend::displayName).orElse(id);
    }
}
