package io.understudy.versions;

import io.understudy.characters.CharacterId;
import io.understudy.safetensors.passport.BaseModel;

/**
 * What an imported file becomes a version of.
 *
 * @param slug the character's name in file names
 */
record NewImport(CharacterId character, String slug, BaseModel baseModel) {
    /** As the guide names files, with the origin in place of the steps, which nobody here can vouch for. */
    String fileName(int number) {
        return "%s_v%d_imported.safetensors".formatted(slug, number);
    }
}
