package io.understudy.audit;

/** The whole trail was read, and what waits for that may be decided. */
public record TrailWalked() {}
