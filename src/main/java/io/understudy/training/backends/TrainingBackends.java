package io.understudy.training.backends;

import io.understudy.identity.CallerRole;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.BackendSource;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.BackendTerms;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.api.TrainingBackend;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where LoRAs are trained: backends that are always there, and those that sources have now. */
@Component
public class TrainingBackends {
    private final List<TrainingBackend> fixed;
    private final List<BackendSource<TrainingBackend>> sources;

    TrainingBackends(List<TrainingBackend> fixed, List<BackendSource<TrainingBackend>> sources) {
        this.fixed = fixed;
        this.sources = sources;
    }

    private Stream<TrainingBackend> all() {
        return Stream.concat(fixed.stream(), sources.stream().flatMap(source -> source.backends().stream()));
    }

    /** By name; those that are closed to the person who asks are among them. */
    public List<BackendChoice> choices() {
        return all().filter(TrainingBackend::isConnected)
                .sorted(Comparator.comparing(TrainingBackend::displayName))
                .map(backend -> new BackendChoice(
                        backend.id(), backend.displayName(), backend.capabilities(), obstacle(backend.terms())))
                .toList();
    }

    private static @Nullable String obstacle(BackendTerms terms) {
        return CallerRole.includes(terms.openTo())
                ? terms.pause()
                : terms.openTo().only();
    }

    /** @throws DomainException.RuleViolation in {@code backend} when the person who asks cannot choose it */
    public BackendChoice choice(String id) {
        BackendChoice choice = choices().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> refusal("The training backend “" + nameOf(id) + "” is not connected."));
        if (choice.obstacle() != null) {
            throw refusal("“" + choice.displayName() + "” cannot be used now. " + choice.obstacle());
        }
        return choice;
    }

    private static DomainException.RuleViolation refusal(String words) {
        return DomainException.RuleViolation.in("backend", words + " Choose another one.");
    }

    /**
     * For a run that was launched earlier: it waits where the backend is paused.
     *
     * @throws DomainException.Conflict when the backend is gone, or closed to the person who asks
     */
    public void requireResumable(String id) {
        sources.stream()
                .flatMap(source -> source.formerName(id).stream())
                .findFirst()
                .ifPresent(name -> {
                    throw new DomainException.Conflict("“" + name + "” was removed. Run it again on another backend.");
                });
        find(id).map(TrainingBackend::terms)
                .filter(terms -> !CallerRole.includes(terms.openTo()))
                .ifPresent(terms -> {
                    throw new DomainException.Conflict("“" + nameOf(id) + "” cannot be used now. "
                            + terms.openTo().only());
                });
    }

    public Optional<TrainingBackend> find(String id) {
        return all().filter(backend -> backend.id().equals(id)).findFirst();
    }

    /** @throws JobFailure when it is not connected */
    public TrainingBackend byId(String id) {
        return find(id).orElseThrow(() -> new JobFailure(
                "The training backend “" + nameOf(id) + "” is not connected.",
                "Ask an admin to connect it again in Settings, then resume the run.",
                null));
    }

    public BackendTerms termsOf(String id) {
        return find(id).map(TrainingBackend::terms).orElse(BackendTerms.OPEN);
    }

    /** What the LoRAs of a backend are made for; FLUX.1 dev where the backend is gone. */
    public BaseModel baseModelOf(String id) {
        return find(id).map(backend -> backend.capabilities().baseModel()).orElse(BaseModel.FLUX1_DEV);
    }

    /** The settings without effect at a backend; none where the backend is gone. */
    public Set<JobField> ignoredBy(String id) {
        return find(id).map(backend -> backend.capabilities().ignores().keySet())
                .orElse(Set.of());
    }

    /** The ids of all backends whose cancelled jobs are ended by {@link TrainingBackend#end}. */
    public List<String> endingCancelled() {
        return all().filter(TrainingBackend::endsCancelled)
                .map(TrainingBackend::id)
                .toList();
    }

    /** The ids of all backends whose jobs count for the account of one, its own among them. */
    public List<String> sharing(TrainingBackend one) {
        return all().filter(one::sharesAccountWith).map(TrainingBackend::id).toList();
    }

    /** The name that people know, or knew; the bare id of a backend that nobody remembers. */
    public String nameOf(String id) {
        return find(id).map(TrainingBackend::displayName)
                .or(() -> sources.stream()
                        .flatMap(source -> source.formerName(id).stream())
                        .findFirst())
                .orElse(id);
    }
}
