package io.understudy.providers.comfy;

import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.EngineSettings.ComfyUi;
import io.understudy.providers.engines.EngineUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Graphs whose server has not confirmed yet that it has stopped them. */
@Component
class ComfyCancelUse implements EngineUse {
    private final EngineDirectory directory;
    private final ComfyCancelRepository repository;

    ComfyCancelUse(EngineDirectory directory, ComfyCancelRepository repository) {
        this.directory = directory;
        this.repository = repository;
    }

    @Override
    public Optional<String> open(String backend) {
        return Optional.empty();
    }

    @Override
    public Optional<String> ending(String backend) {
        int pictures = directory
                .find(backend)
                .filter(engine -> engine.settings() instanceof ComfyUi)
                .map(engine -> repository.count(servers((ComfyUi) engine.settings())))
                .orElse(0);
        return pictures == 0 ? Optional.empty() : Optional.of(pictures == 1 ? "a picture" : pictures + " pictures");
    }

    private static List<String> servers(ComfyUi settings) {
        return settings.addresses().stream()
                .map(address -> new ComfyServer(address, Map::of).id())
                .toList();
    }
}
