package io.understudy.datasets.captioning;

import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.TriggerUse;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.prompting.guide.TriggerWord;
import java.util.regex.Pattern;

/**
 * What a vision model is asked to say about a picture. The guide: a caption names what is to stay changeable; what it
 * does not name, the trigger word absorbs.
 *
 * @param text in which {@code [trigger]} and {@code [subject]} stand for those of the character
 */
public record CaptionInstruction(String text, CaptionStyle style) {
    public static final int LONGEST = 4_000;

    public static final CaptionInstruction USUAL = new CaptionInstruction(
            "Describe this photo for training an image model. The [subject] in it is called [trigger]: use that name, and"
                    + " say nothing about what is always the same about [trigger], such as face, eyes, skin, hair colour,"
                    + " age and build. Say what may be different in another photo: framing and camera angle, pose,"
                    + " expression, hairstyle, clothing, place, background and light. Do not guess names, do not judge,"
                    + " and do not mention that this is a photo for training.",
            CaptionStyle.SENTENCE);

    private static final Pattern THOUGHTS = Pattern.compile("(?s)^.*</think>|<think>.*$");
    private static final Pattern INTRODUCTION = Pattern.compile(
            "(?i)^(?:sure[,.!]?\\s+)?(?:here(?:'s| is)[^:\\n]{0,60}|caption|description|tags)\\s*:\\s*");
    private static final Pattern EMPHASIS = Pattern.compile("[*_`#]{1,3}(?=\\S)|(?<=\\S)[*_`]{1,3}");
    private static final Pattern QUOTED = Pattern.compile("(?s)^[\"“](.*)[\"”]$");

    /** @throws DomainException.RuleViolation in {@code instruction} when it is empty or too long */
    public CaptionInstruction {
        if (text.isBlank() || text.length() > LONGEST) {
            throw DomainException.RuleViolation.in(
                    "instruction",
                    "An instruction has 1 to " + LONGEST + " characters; this one has " + text.length() + ".");
        }
    }

    String forCharacter(CharacterSummary character) {
        return text.replace("[trigger]", character.triggerWord().value()).replace("[subject]", character.subject())
                + "\n\n" + style.request() + " Nothing else: no title, no quotation marks, no remarks.";
    }

    /** A caption from what a model answered: one line, the trigger word first, no longer than captions are. */
    static String caption(String answer, TriggerWord trigger) {
        String text = THOUGHTS.matcher(answer).replaceAll("").strip();
        text = INTRODUCTION.matcher(text).replaceFirst("").strip();
        text = QUOTED.matcher(text).replaceFirst("$1");
        text = EMPHASIS.matcher(text).replaceAll("").replaceAll("(?m)^\\s*[-•]\\s+", "");
        String line = Wording.withoutEdges(CaptionText.clean(text));
        return line.isEmpty() ? "" : CaptionText.fitting(TriggerUse.repaired(line, trigger));
    }
}
