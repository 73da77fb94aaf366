package io.understudy.passports;

import io.understudy.storage.BlobHash;

record PassportWanted(BlobHash file) {}
