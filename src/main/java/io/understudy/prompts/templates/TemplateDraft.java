package io.understudy.prompts;

import io.understudy.guide.PromptSlot;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a form says about a template, as typed; the service checks it.
 *
 * @param text with slots, see {@link PromptText}
 * @param scene words that go into the slot unless somebody gives others; likewise the rest; may be empty
 */
public record PromptDraft(String name, String text, String scene, String lighting, String camera, String style) {
    public static final int MAX_NAME = 80;
    /** Characters that the words of one slot may have. */
    public static final int MAX_WORDS = 500;

    /** The guide's basic structure, to start from. */
    public static PromptDraft empty() {
        return new PromptDraft("", PromptSlot.STRUCTURE, "", "", "", "");
    }

    /** The words for the slots that do not come from a character. */
    public Map<PromptSlot, String> words() {
        Map<PromptSlot, String> words = new EnumMap<>(PromptSlot.class);
        words.put(PromptSlot.SCENE, scene);
        words.put(PromptSlot.LIGHTING, lighting);
        words.put(PromptSlot.CAMERA, camera);
        words.put(PromptSlot.STYLE, style);
        return words;
    }
}
