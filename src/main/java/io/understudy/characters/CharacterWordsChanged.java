package io.understudy.characters;

/**
 * A person gave a character another trigger word or subject, which captions and prompts are written with. Published inside
 * the transaction of the change.
 */
public record CharacterWordsChanged(CharacterId character, boolean trigger, boolean subject) {}
