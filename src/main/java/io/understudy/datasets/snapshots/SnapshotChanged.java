package io.understudy.datasets.snapshots;

import io.understudy.characters.CharacterId;

/** A snapshot of this character was frozen or renamed; pages look again after the commit. */
record SnapshotChanged(CharacterId character) {}
