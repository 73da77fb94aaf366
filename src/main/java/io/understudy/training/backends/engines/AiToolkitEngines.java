package io.understudy.training.backends.engines;

import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineSettings.AiToolkit;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.backends.api.OrphanFinder;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.api.TrainingEngineFactory;
import io.understudy.training.backends.cluster.aitoolkit.AiToolkitClient;
import io.understudy.training.backends.cluster.jobs.AiToolkitBackend;
import io.understudy.training.backends.cluster.jobs.AiToolkitServer;
import io.understudy.training.backends.cluster.jobs.JobTiming;
import io.understudy.training.backends.cluster.trainers.AiToolkitRecipe;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Servers that come with ai-toolkit. */
@Component
class AiToolkitEngines implements TrainingEngineFactory, OrphanFinder {
    private static final Trainer TRAINER = new Trainer(
            "ai-toolkit",
            "ai-toolkit",
            "FLUX.1 and FLUX.2 LoRAs, on one card.",
            List.of(EngineField.VARIANT, EngineField.MODEL, EngineField.ADAPTER),
            1);

    private final EngineDirectory directory;
    private final JobTiming timing;

    AiToolkitEngines(EngineDirectory directory, Clock clock, SpoolDirectory spool) {
        this.directory = directory;
        this.timing = JobTiming.of(clock, spool);
    }

    @Override
    public Set<EngineKind> kinds() {
        return Set.of(EngineKind.AI_TOOLKIT);
    }

    @Override
    public List<Trainer> trainers(EngineKind kind) {
        return List.of(TRAINER);
    }

    @Override
    public TrainingBackend create(EngineConnection engine) {
        AiToolkit settings = (AiToolkit) engine.settings();
        AiToolkitRecipe recipe = new AiToolkitRecipe(ClusterTrainer.installation(settings.installation(), "", 1));
        return new AiToolkitBackend(
                engine, new AiToolkitServer(engine.name(), client(engine), settings.cards(), recipe), timing);
    }

    private AiToolkitClient client(EngineConnection engine) {
        AiToolkit settings = (AiToolkit) engine.settings();
        return new AiToolkitClient(settings.address(), new CurrentToken(directory, engine, EngineField.TOKEN));
    }

    @Override
    public List<EngineJob> jobs(EngineConnection engine) {
        return ClusterAccess.answered(() -> client(engine).jobs().stream()
                .filter(job -> !job.hasEnded())
                .flatMap(job -> EngineJob.of(job.id(), job.name(), job.status(), job.created()).stream())
                .toList());
    }

    @Override
    public void end(EngineConnection engine, String job) {
        ClusterAccess.answered(() -> client(engine).end(job));
    }
}
