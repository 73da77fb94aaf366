package io.understudy.datasets;

import io.understudy.characters.CharacterId;

/** Something about the pictures of a dataset changed, or about their measures; pages look again after the commit. */
public record DatasetChanged(CharacterId character) {}
