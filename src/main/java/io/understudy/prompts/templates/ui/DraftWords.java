package io.understudy.prompts.ui;

import io.understudy.prompts.PromptDraft;
import io.understudy.shared.ui.StaleSaveDialog.Part;
import java.util.List;
import java.util.Map;

/** A template field by field, for the comparison of two saves. */
final class DraftParts {
    private DraftParts() {}

    static List<Part> compare(PromptDraft before, PromptDraft mine, PromptDraft theirs) {
        return List.of(
                new Part("name", "Name", before.name(), mine.name(), theirs.name()),
                new Part("text", "Template", before.text(), mine.text(), theirs.text()),
                new Part("scene", "Scene", before.scene(), mine.scene(), theirs.scene()),
                new Part("lighting", "Lighting", before.lighting(), mine.lighting(), theirs.lighting()),
                new Part("camera", "Camera", before.camera(), mine.camera(), theirs.camera()),
                new Part("style", "Style", before.style(), mine.style(), theirs.style()));
    }

    static PromptDraft draft(Map<String, String> values) {
        return new PromptDraft(
                values.getOrDefault("name", ""),
                values.getOrDefault("text", ""),
                values.getOrDefault("scene", ""),
                values.getOrDefault("lighting", ""),
                values.getOrDefault("camera", ""),
                values.getOrDefault("style", ""));
    }
}
