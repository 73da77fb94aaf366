package io.understudy.generation.backends.comfy;

import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationBackendContract;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.providers.comfy.ComfyServer;
import io.understudy.providers.comfy.SharedLoraFolder;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.TestEngines;
import io.understudy.storage.TestSpool;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The contract at a real server with FLUX.1 dev under its usual file names: {@code -Dunderstudy.test.comfyui=http://host:8188
 * -Dunderstudy.test.comfyui.loras=/folder/of/its/loras}.
 */
@EnabledIfSystemProperty(
        named = "understudy.test.comfyui",
        matches = ".+",
        disabledReason = "No ComfyUI server was named by understudy.test.comfyui")
class RealComfyUiTest extends GenerationBackendContract {
    private final GenerationBackend backend = new ComfyGenerationBackend(
            TestEngines.connection(EngineKind.COMFYUI, "http://127.0.0.1:8188", ""),
            new ComfyEngine(
                    "ComfyUI",
                    List.of(new ComfyServer(URI.create(System.getProperty("understudy.test.comfyui", "")), Map::of)),
                    new SharedLoraFolder(Path.of(System.getProperty("understudy.test.comfyui.loras", ""))),
                    () -> ComfyModels.USUAL,
                    TestSpool.directory(),
                    2),
            new RecordedStops(),
            ComfyPauses.USUAL);

    @Override
    protected GenerationBackend backend() {
        return backend;
    }

    @Override
    protected byte[] lora() {
        return ComfyLoraBytes.flux();
    }

    @Override
    protected PictureSettings settings() {
        return new PictureSettings(256, 256, 2, 3.5);
    }
}
