package io.understudy.characters;

/**
 * A character as typed into a form; the service checks it.
 *
 * @param slug the short name of a new character, for addresses and files; empty for what its name suggests, and ignored
 *     afterwards, because it never changes
 * @param subject such as {@code woman}
 * @param triggerWord such as {@code ohwx woman}
 * @param description who this is, at most {@value #MAX_DESCRIPTION} characters; may be empty
 */
public record CharacterDraft(String name, String slug, String subject, String triggerWord, String description) {
    public static final int MAX_DESCRIPTION = 4000;

    /** With the short name that the name suggests. */
    public static CharacterDraft of(String name, String subject, String triggerWord, String description) {
        return new CharacterDraft(name, "", subject, triggerWord, description);
    }
}
