package io.understudy.generation;

record GenerationLease(GenerationId job, String worker, int attempt) {}
