package io.understudy.datasets;

import io.understudy.characters.CharacterId;

/** Something about the measures of a set changed; pages look again after the commit. */
record MeasuresChanged(CharacterId character) {}
