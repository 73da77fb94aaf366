package io.understudy.versions.sheets;

import io.understudy.prompting.guide.TriggerWord;

public record SheetRow(String prompt, long seed) {
    /** False for a row that shows on purpose what is generated without the trigger word. */
    public boolean has(TriggerWord word) {
        return prompt.contains(word.value());
    }
}
