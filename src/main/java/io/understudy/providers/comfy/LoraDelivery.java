package io.understudy.providers.comfy;

import java.io.IOException;
import java.nio.file.Path;

/** Brings LoRAs to where ComfyUI's loaders look: no route of its server takes them. */
@FunctionalInterface
public interface LoraDelivery {
    /**
     * Brings a file unless it is there; a reader never sees a part of it.
     *
     * @param name that the loaders list, with a folder in front
     */
    void deliver(Path file, String name) throws IOException, InterruptedException;
}
