package io.understudy.datasets.captions.text;

import io.understudy.datasets.TriggerUse;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.prompting.guide.TriggerWord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Puts the same words before and after every caption, divided by commas. The trigger word stays in front, and a caption
 * that has the words already is left as it is.
 *
 * @param prefix may be empty when the suffix is not
 * @param suffix may be empty when the prefix is not
 */
public record CaptionAffix(String prefix, String suffix) implements CaptionEdit {
    public CaptionAffix {
        prefix = CaptionText.clean(prefix);
        suffix = CaptionText.clean(suffix);
        if (prefix.isEmpty() && suffix.isEmpty()) {
            throw DomainException.RuleViolation.in("prefix", "Say what to put before or after the captions.");
        }
    }

    @Override
    public String words() {
        List<String> parts = new ArrayList<>();
        if (!prefix.isEmpty()) {
            parts.add(CaptionEdit.quoted(prefix) + " before");
        }
        if (!suffix.isEmpty()) {
            parts.add(CaptionEdit.quoted(suffix) + " after");
        }
        return "put " + String.join(" and ", parts);
    }

    @Override
    public UnaryOperator<String> prepare(TriggerWord triggerWord) {
        String trigger = triggerWord.value();
        List<String> before = CaptionTags.of(prefix);
        List<String> after = CaptionTags.of(suffix);
        return caption -> {
            boolean triggerInFront = TriggerUse.of(caption, triggerWord) == TriggerUse.FIRST;
            String lead = triggerInFront ? trigger : "";
            String rest = Wording.withoutEdges(triggerInFront ? caption.substring(trigger.length()) : caption);
            // What follows the trigger word without a comma belongs to it: "ohwx woman smiling".
            if (triggerInFront && !caption.equals(trigger) && caption.charAt(trigger.length()) != ',') {
                lead = CaptionTags.of(caption).getFirst();
                rest = Wording.withoutEdges(caption.substring(lead.length()));
            }
            List<String> present = CaptionTags.of(caption);
            List<String> parts = new ArrayList<>();
            parts.add(lead);
            parts.addAll(CaptionTags.missing(before, present));
            parts.add(rest);
            parts.addAll(CaptionTags.missing(after, present));
            parts.removeIf(String::isEmpty);
            return String.join(", ", parts);
        };
    }

    @Override
    public String verb() {
        return "captions.extended";
    }
}
