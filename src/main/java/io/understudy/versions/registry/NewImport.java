package io.understudy.versions.registry;

import io.understudy.characters.CharacterId;
import io.understudy.lora.BaseModel;

/**
 * What an imported file becomes a version of.
 *
 * @param slug the character's name in file names
 */
public record NewImport(CharacterId character, String slug, BaseModel baseModel) {
    /** As the guide names files, with the origin in place of the steps, which nobody here can vouch for. */
    String fileName(int number) {
        return "%s_v%d_imported.safetensors".formatted(slug, number);
    }
}
