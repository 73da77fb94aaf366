package io.understudy.training.backends.reported;

import io.understudy.lora.BaseModel;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.api.TrainingBackendSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class ReportedBackends implements TrainingBackendSource {
    private final List<TrainingBackend> all = Arrays.stream(BaseModel.values())
            .<TrainingBackend>map(ReportedBackend::new)
            .toList();

    @Override
    public List<TrainingBackend> backends() {
        return all;
    }

    @Override
    public Optional<String> formerName(String id) {
        return Optional.empty();
    }
}
