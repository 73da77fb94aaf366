package io.understudy.versions.sheets.flags;

import io.understudy.versions.checklist.evidence.MeasureKind;
import java.util.Locale;

/** What can be wrong on a picture, in the words of the quality checklist; each kind speaks against one of its items. */
public enum ArtifactKind {
    SMEAR("Smear", MeasureKind.FLAGS_ARTIFACTS),
    DOUBLED_FEATURE("Doubled feature", MeasureKind.FLAGS_ARTIFACTS),
    BURNT_COLOURS("Burnt colours", MeasureKind.FLAGS_ARTIFACTS),
    TRAINING_PATTERN("Pattern from the training pictures", MeasureKind.FLAGS_ARTIFACTS),
    FACE_DRIFTS("Face drifts", MeasureKind.FLAGS_FACE),
    WRONG_PROPORTIONS("Wrong proportions or limbs", MeasureKind.FLAGS_BODY),
    PROMPT_NOT_FOLLOWED("Prompt not followed", MeasureKind.FLAGS_PROMPTS),
    BREAKS_UP("Breaks up at this strength", MeasureKind.FLAGS_STRENGTHS);

    private final String words;
    private final MeasureKind measure;

    ArtifactKind(String words, MeasureKind measure) {
        this.words = words;
        this.measure = measure;
    }

    public String words() {
        return words;
    }

    public String inSentence() {
        return words.toLowerCase(Locale.ROOT);
    }

    /** Where it is counted: next to the item of the checklist that it speaks against. */
    public MeasureKind measure() {
        return measure;
    }
}
