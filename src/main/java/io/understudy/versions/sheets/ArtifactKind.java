package io.understudy.versions.sheets;

import java.util.Locale;

/** What can be wrong on a picture, in the words of the quality checklist; each kind speaks against one of its items. */
public enum ArtifactKind {
    SMEAR("Smear", "artifacts"),
    DOUBLED_FEATURE("Doubled feature", "artifacts"),
    BURNT_COLOURS("Burnt colours", "artifacts"),
    TRAINING_PATTERN("Pattern from the training pictures", "artifacts"),
    FACE_DRIFTS("Face drifts", "face"),
    WRONG_PROPORTIONS("Wrong proportions or limbs", "body"),
    PROMPT_NOT_FOLLOWED("Prompt not followed", "prompts"),
    BREAKS_UP("Breaks up at this strength", "strengths");

    private final String words;
    private final String item;

    ArtifactKind(String words, String item) {
        this.words = words;
        this.item = item;
    }

    public String words() {
        return words;
    }

    /** As within a sentence. */
    public String inSentence() {
        return words.toLowerCase(Locale.ROOT);
    }

    /** Key of the item in the guide's checklist that it speaks against. */
    public String item() {
        return item;
    }
}
