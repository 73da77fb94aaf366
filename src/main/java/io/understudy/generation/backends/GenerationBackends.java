package io.understudy.generation.backends;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.identity.CallerRole;
import io.understudy.platform.jobs.BackendSource;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.BackendTerms;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Where pictures are generated: backends that are always there, and those that sources have now. */
@Component
public class GenerationBackends {
    private final List<GenerationBackend> fixed;
    private final List<BackendSource<GenerationBackend>> sources;

    GenerationBackends(List<GenerationBackend> fixed, List<BackendSource<GenerationBackend>> sources) {
        this.fixed = fixed;
        this.sources = sources;
    }

    private Stream<GenerationBackend> all() {
        return Stream.concat(fixed.stream(), sources.stream().flatMap(source -> source.backends().stream()));
    }

    /** Those that the person who asks can choose now, by name. */
    public List<GenerationBackendChoice> choices() {
        return all().filter(GenerationBackend::isConnected)
                .filter(backend -> backend.terms().pause() == null
                        && CallerRole.includes(backend.terms().openTo()))
                .sorted(Comparator.comparing(GenerationBackend::displayName))
                .map(backend ->
                        new GenerationBackendChoice(backend.id(), backend.displayName(), backend.capabilities()))
                .toList();
    }

    public Optional<GenerationBackend> find(String id) {
        return all().filter(backend -> backend.id().equals(id)).findFirst();
    }

    public GenerationBackend byId(String id) {
        return find(id).orElseThrow(() -> new JobFailure(
                "The generation backend “" + nameOf(id) + "” is not connected.",
                "Ask an admin to connect it again in Settings, then generate the missing pictures.",
                null));
    }

    public BackendTerms termsOf(String id) {
        return find(id).map(GenerationBackend::terms).orElse(BackendTerms.OPEN);
    }

    /**
     * The ids of backends where nothing starts now: they are paused, or have as many jobs as they take.
     *
     * @param running how many jobs one has
     */
    public List<String> closed(ToIntFunction<String> running) {
        return all().filter(backend -> backend.terms().pause() != null || isFull(backend, running))
                .map(GenerationBackend::id)
                .toList();
    }

    private static boolean isFull(GenerationBackend backend, ToIntFunction<String> running) {
        int most = backend.terms().mostAtOnce();
        return most < Integer.MAX_VALUE && running.applyAsInt(backend.id()) >= most;
    }

    public Optional<String> formerName(String id) {
        return sources.stream()
                .flatMap(source -> source.formerName(id).stream())
                .findFirst();
    }

    /** The name that people know, or knew; the bare id of a backend that nobody remembers. */
    public String nameOf(String id) {
        return find(id).map(GenerationBackend::displayName)
                .or(() -> formerName(id))
                .orElse(id);
    }
}
