package io.understudy.generation.backends.comfy;

import io.understudy.prompting.formats.ComfyModels;
import io.understudy.providers.comfy.ComfyServer;
import io.understudy.providers.comfy.LoraDelivery;
import io.understudy.storage.SpoolDirectory;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * ComfyUI servers that stand for each other.
 *
 * @param name that people gave it
 * @param delivery brings LoRAs to all of them; null where people put the files there
 * @param models that their graphs load
 * @param spool where LoRAs are while they are brought
 * @param atOnce pictures that one server has at the same time: one that runs, and one that waits
 */
record ComfyEngine(
        String name,
        List<ComfyServer> servers,
        @Nullable LoraDelivery delivery,
        Supplier<ComfyModels> models,
        SpoolDirectory spool,
        int atOnce) {
    private static final int MOST_AT_ONCE = 2;

    ComfyEngine {
        servers = List.copyOf(servers);
        atOnce = Math.clamp(atOnce, 1, MOST_AT_ONCE);
    }

    int mostPictures() {
        return servers.size() * atOnce;
    }
}
