package io.understudy.datasets;

import java.util.function.UnaryOperator;

/** A change that is made to every caption of a set alike. */
public sealed interface CaptionEdit permits CaptionAffix, CaptionReplacement, CaptionTagEdit, TriggerFirst {
    /** What it does, as the undo button names it. */
    String words();

    /**
     * The change as a function from a caption to a caption, prepared once for many captions.
     *
     * @param triggerWord of the character
     */
    UnaryOperator<String> prepare(String triggerWord);

    /** What the audit trail calls it. */
    String verb();

    /** The first characters of what a person typed, in quotes, to be named in {@link #words()}. */
    static String quoted(String typed) {
        int most = 40;
        return "“" + (typed.length() > most ? typed.substring(0, most) + "…" : typed) + "”";
    }
}
