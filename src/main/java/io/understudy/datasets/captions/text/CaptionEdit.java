package io.understudy.datasets.captions.text;

import io.understudy.platform.core.Wording;
import io.understudy.prompting.guide.TriggerWord;
import java.util.function.UnaryOperator;

public sealed interface CaptionEdit permits CaptionAffix, CaptionReplacement, CaptionTagEdit, TriggerFirst {
    /** What it does, as the undo button names it. */
    String words();

    /**
     * The change as a function from a caption to a caption, prepared once for many captions.
     *
     * @param triggerWord of the character
     */
    UnaryOperator<String> prepare(TriggerWord triggerWord);

    String verb();

    static String quoted(String typed) {
        return "“" + Wording.cut(typed, 40) + "”";
    }
}
