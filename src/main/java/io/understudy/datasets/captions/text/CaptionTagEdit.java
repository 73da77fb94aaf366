package io.understudy.datasets.captions.text;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.prompting.guide.TriggerWord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Renames a tag, the words between two commas, in every caption that has it, or takes it out.
 *
 * @param tag upper and lower case are the same
 * @param replacement empty to take the tag out
 */
public record CaptionTagEdit(String tag, String replacement) implements CaptionEdit {
    public CaptionTagEdit {
        tag = CaptionText.clean(tag);
        replacement = Wording.withoutEdges(CaptionText.clean(replacement));
        if (tag.isEmpty() || tag.contains(",")) {
            throw DomainException.RuleViolation.in("tag", "A tag is the words between two commas.");
        }
    }

    @Override
    public String words() {
        return replacement.isEmpty()
                ? "took out " + CaptionEdit.quoted(tag)
                : "renamed " + CaptionEdit.quoted(tag) + " to " + CaptionEdit.quoted(replacement);
    }

    @Override
    public UnaryOperator<String> prepare(TriggerWord triggerWord) {
        return caption -> {
            List<String> tags = CaptionTags.of(caption);
            if (tags.stream().noneMatch(tag::equalsIgnoreCase)) {
                return caption;
            }
            List<String> renamed = new ArrayList<>();
            for (String present : tags) {
                String now = present.equalsIgnoreCase(tag) ? replacement : present;
                boolean again =
                        now.equalsIgnoreCase(replacement) && renamed.stream().anyMatch(now::equalsIgnoreCase);
                if (!now.isEmpty() && !again) {
                    renamed.add(now);
                }
            }
            return String.join(", ", renamed);
        };
    }

    @Override
    public String verb() {
        return "captions.tags-changed";
    }
}
