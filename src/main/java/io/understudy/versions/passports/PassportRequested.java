package io.understudy.versions.passports;

import io.understudy.storage.BlobHash;

record PassportRequested(BlobHash file) {}
