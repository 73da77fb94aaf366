package io.understudy.characters;

/** A person chose the trigger word of a new character. Published inside the transaction that creates it. */
public record CharacterCreated(CharacterId character) {}
