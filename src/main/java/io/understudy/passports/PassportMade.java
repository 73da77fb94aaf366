package io.understudy.passports;

import io.understudy.storage.BlobHash;

/** A file's passport is there, or it is known why there is none; published after it was stored. */
public record PassportMade(BlobHash file) {}
