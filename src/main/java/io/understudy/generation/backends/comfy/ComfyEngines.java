package io.understudy.generation.backends.comfy;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationEngineFactory;
import io.understudy.platform.core.RunAs;
import io.understudy.providers.comfy.ComfyCancels;
import io.understudy.providers.comfy.ComfyModelService;
import io.understudy.providers.comfy.ComfyServer;
import io.understudy.providers.comfy.ComfyServerSource;
import io.understudy.providers.comfy.LoraDelivery;
import io.understudy.providers.comfy.SftpLoraFolder;
import io.understudy.providers.comfy.SharedLoraFolder;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineSettings.ComfyUi;
import io.understudy.providers.engines.EngineSettings.SshAccess;
import io.understudy.providers.ssh.SshConnections;
import io.understudy.storage.SpoolDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Backends of the ComfyUI servers in Settings. */
@Component
class ComfyEngines implements GenerationEngineFactory, ComfyServerSource {
    private static final int RUNS_AND_WAITS = 2;

    private final EngineDirectory directory;
    private final ComfyModelService models;
    private final ComfyCancels cancels;
    private final SshConnections connections;
    private final SpoolDirectory spool;

    ComfyEngines(
            EngineDirectory directory,
            ComfyModelService models,
            ComfyCancels cancels,
            SshConnections connections,
            SpoolDirectory spool) {
        this.directory = directory;
        this.models = models;
        this.cancels = cancels;
        this.connections = connections;
        this.spool = spool;
    }

    @Override
    public Set<EngineKind> kinds() {
        return Set.of(EngineKind.COMFYUI);
    }

    @Override
    public GenerationBackend create(EngineConnection engine) {
        return new ComfyGenerationBackend(
                engine,
                new ComfyEngine(
                        engine.name(),
                        servers(engine).toList(),
                        delivery(engine),
                        () -> RunAs.get(models::models),
                        spool,
                        RUNS_AND_WAITS),
                cancels,
                ComfyPauses.USUAL);
    }

    private @Nullable LoraDelivery delivery(EngineConnection engine) {
        ComfyUi settings = (ComfyUi) engine.settings();
        SshAccess host = settings.loraHost();
        if (host != null) {
            return SftpLoraFolder.of(engine, host, connections);
        }
        return settings.loraFolder().isEmpty() ? null : new SharedLoraFolder(Path.of(settings.loraFolder()));
    }

    @Override
    public List<ComfyServer> servers() {
        return directory.engines().stream()
                .filter(engine -> kinds().contains(engine.kind()))
                .flatMap(ComfyEngines::servers)
                .toList();
    }

    private static Stream<ComfyServer> servers(EngineConnection engine) {
        // Read when it is needed first: the list of backends waits for nothing. A new one makes another backend.
        SingletonSupplier<Map<String, String>> token = SingletonSupplier.of(() ->
                ComfyServer.bearer(engine.secrets().read(EngineField.TOKEN).orElse(null)));
        return ((ComfyUi) engine.settings())
                .addresses().stream().map(address -> new ComfyServer(address, token::obtain));
    }
}
