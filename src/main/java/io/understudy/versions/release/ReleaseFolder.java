package io.understudy.versions.release;

import io.understudy.storage.BlobHash;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A release in the field's formats, ready to be written.
 *
 * @param name of the folder
 * @param pictures samples that the model card shows, by path in the folder
 * @param texts what lies next to the LoRA, by file name, the signature over everything last
 */
public record ReleaseFolder(
        String name, String loraName, BlobHash lora, Map<String, BlobHash> pictures, Map<String, String> texts) {
    public ReleaseFolder {
        pictures = new LinkedHashMap<>(pictures);
        texts = new LinkedHashMap<>(texts);
    }

    public String fileName() {
        return name + ".zip";
    }
}
