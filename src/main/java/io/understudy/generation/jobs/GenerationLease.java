package io.understudy.generation.jobs;

import io.understudy.generation.GenerationId;

record GenerationLease(GenerationId job, String worker, int attempt) {}
