package io.understudy.training.backends;

import io.understudy.lora.BaseModel;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.api.TrainingBackend;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
public class TrainingBackends {
    private final List<TrainingBackend> all;

    TrainingBackends(List<TrainingBackend> all) {
        this.all = all.stream()
                .sorted(Comparator.comparing(TrainingBackend::displayName))
                .toList();
    }

    public List<BackendChoice> choices() {
        return all.stream()
                .filter(TrainingBackend::isConnected)
                .map(backend -> new BackendChoice(backend.id(), backend.displayName(), backend.capabilities()))
                .toList();
    }

    public Optional<TrainingBackend> find(String id) {
        return all.stream().filter(backend -> backend.id().equals(id)).findFirst();
    }

    /** @throws JobFailure when it is not connected */
    public TrainingBackend byId(String id) {
        return find(id).orElseThrow(() -> new JobFailure(
                "The training backend “" + id + "” is not connected.",
                "Ask an admin to connect it again in Settings, then resume the run.",
                null));
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
        return all.stream()
                .filter(TrainingBackend::endsCancelled)
                .map(TrainingBackend::id)
                .toList();
    }

    /** The ids of all backends whose jobs count for one account. */
    public List<String> sharing(String account) {
        return all.stream()
                .filter(backend -> backend.account().filter(account::equals).isPresent())
                .map(TrainingBackend::id)
                .toList();
    }

    /** The name that people know; the bare id of a backend that is gone. */
    public String nameOf(String id) {
        return find(id).map(TrainingBackend::displayName).orElse(id);
    }
}
