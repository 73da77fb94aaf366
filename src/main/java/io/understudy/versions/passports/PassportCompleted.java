package io.understudy.versions.passports;

import io.understudy.storage.BlobHash;

public record PassportCompleted(BlobHash file) {}
