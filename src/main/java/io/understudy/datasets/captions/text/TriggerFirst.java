package io.understudy.datasets.captions.text;

import io.understudy.datasets.TriggerUse;
import io.understudy.prompting.guide.TriggerWord;
import java.util.function.UnaryOperator;

/** Puts the trigger word in front of every caption that does not begin with it. */
public record TriggerFirst() implements CaptionEdit {
    @Override
    public String words() {
        return "put the trigger word first";
    }

    @Override
    public UnaryOperator<String> prepare(TriggerWord triggerWord) {
        return caption -> TriggerUse.repaired(caption, triggerWord);
    }

    @Override
    public String verb() {
        return "captions.trigger-repaired";
    }
}
