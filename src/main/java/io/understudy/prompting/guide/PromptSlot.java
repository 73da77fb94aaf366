package io.understudy.prompting.guide;

import java.util.Arrays;
import java.util.Optional;

public enum PromptSlot {
    TRIGGER("trigger", "the trigger word of the character"),
    SUBJECT("subject", "the subject word; left out where the trigger word already ends with it"),
    SCENE("scene", "where the subject is and what happens"),
    LIGHTING("lighting", "soft natural lighting, golden hour, …"),
    CAMERA("camera", "shallow depth of field, full body shot, …"),
    STYLE("style", "style modifiers: professional photography, 8k uhd, …");

    public static final String STRUCTURE = "[trigger] [subject], [scene], [lighting], [camera], [style]";

    private final String word;
    private final String meaning;

    PromptSlot(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    public static Optional<PromptSlot> named(String word) {
        return Arrays.stream(values())
                .filter(slot -> slot.word.equalsIgnoreCase(word.strip()))
                .findFirst();
    }

    public String word() {
        return word;
    }

    public String token() {
        return "[" + word + "]";
    }

    public String meaning() {
        return meaning;
    }

    public boolean comesFromCharacter() {
        return this == TRIGGER || this == SUBJECT;
    }
}
