package io.understudy.versions;

import io.understudy.characters.CharacterId;

/** A version was created, moved or ticked; published inside the transaction that did it. */
public record VersionChanged(VersionId version, CharacterId character, VersionState state) {}
