package io.understudy.api.characters;

import io.understudy.characters.CharacterDraft;
import jakarta.validation.constraints.NotNull;

record CharacterChange(
        @NotNull String name,
        @NotNull String subject,
        @NotNull String triggerWord,
        @NotNull String description) {
    CharacterDraft draft() {
        return CharacterDraft.of(name, subject, triggerWord, description);
    }
}
