package io.understudy.datasets.captions.text;

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
        int most = 40;
        return "“" + (typed.length() > most ? typed.substring(0, most) + "…" : typed) + "”";
    }
}
