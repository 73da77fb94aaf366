package io.understudy.characters;

/**
 * A character as typed into a form; the service checks it.
 *
 * @param subject such as {@code woman}
 * @param triggerWord such as {@code ohwx woman}
 * @param description who this is, at most {@value #MAX_DESCRIPTION} characters; may be empty
 */
public record CharacterDraft(String name, String subject, String triggerWord, String description) {
    public static final int MAX_DESCRIPTION = 4000;
}
