package io.understudy.versions.importing;

import io.understudy.characters.CharacterId;
import io.understudy.identity.AccountId;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.Sentences;
import java.util.Set;

/**
 * What someone says about a LoRA that was trained elsewhere.
 *
 * @param model that it is to be used with
 * @param source where the file was found: an address or words
 * @param tool that trained it; empty when unknown
 * @param author who trained it; empty when unknown
 * @param makers people of this team who had a part in it: they count as its makers, as the person who imports it does
 * @param licence under which it may be used
 * @param permission why the likeness and the pictures it was trained on may be used
 */
public record ImportDraft(
        CharacterId character,
        BaseModel model,
        String triggerWord,
        String source,
        String tool,
        String author,
        Set<AccountId> makers,
        String licence,
        String permission) {
    public static final int LINE = 200;
    public static final int SOURCE = 1000;
    public static final int PERMISSION = 2000;

    public ImportDraft {
        triggerWord = Sentences.trimmed(triggerWord);
        source = Sentences.trimmed(source);
        tool = Sentences.trimmed(tool);
        author = Sentences.trimmed(author);
        makers = Set.copyOf(makers);
        licence = Sentences.trimmed(licence);
        permission = Sentences.trimmed(permission);
    }

    /** @throws DomainException.RuleViolation in the field that breaks a rule */
    void check(int longestTrigger) {
        require("triggerWord", triggerWord, longestTrigger, "Say which word calls the character in a prompt.");
        require(
                "source",
                source,
                SOURCE,
                "Say where the file comes from: its address, or a description such as “from our own workstation”.");
        limit("tool", tool, LINE);
        limit("author", author, LINE);
        require("licence", licence, LINE, "Say under which licence it may be used; “our own” where you made it.");
        require(
                "permission",
                permission,
                PERMISSION,
                "Say why this likeness and the training pictures may be used. Nobody can look it up later: the photos"
                        + " are not in this product.");
    }

    private static void require(String field, String text, int longest, String whenMissing) {
        if (text.isEmpty()) {
            throw DomainException.RuleViolation.in(field, whenMissing);
        }
        limit(field, text, longest);
    }

    private static void limit(String field, String text, int longest) {
        if (text.length() > longest) {
            throw DomainException.RuleViolation.in(field, "This is longer than " + longest + " characters.");
        }
    }
}
