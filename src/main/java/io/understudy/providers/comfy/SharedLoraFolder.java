package io.understudy.providers.comfy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A folder that this server writes and ComfyUI reads: of a file server, or a mounted bucket.
 *
 * @param folder a folder of LoRAs in ComfyUI's {@code extra_model_paths.yaml}
 */
public record SharedLoraFolder(Path folder) implements LoraDelivery {
    /** Names hold the hash of the bytes, so a file of this name and size is this file. */
    @Override
    public void deliver(Path file, String name) throws IOException {
        Path target = folder.resolve(name);
        if (Files.exists(target) && Files.size(target) == Files.size(file)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("The folder " + folder + " for LoRAs is not there.");
        }
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            Files.copy(file, part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
