package io.understudy.passports;

import io.understudy.storage.BlobHash;

public record PassportMade(BlobHash file) {}
