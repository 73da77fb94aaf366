package io.understudy.training.backends.reported;

import io.understudy.lora.BaseModel;
import io.understudy.platform.jobs.BackendSource;
import io.understudy.training.backends.api.TrainingBackend;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class ReportedBackends implements BackendSource<TrainingBackend> {
    private final List<TrainingBackend> all = Arrays.stream(BaseModel.values())
            .<TrainingBackend>map(ReportedBackend::new)
            .toList();

    @Override
    public List<TrainingBackend> backends() {
        return all;
    }
}
