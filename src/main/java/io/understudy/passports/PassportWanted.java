package io.understudy.passports;

import io.understudy.storage.BlobHash;

/** A file waits for its passport. */
record PassportWanted(BlobHash file) {}
