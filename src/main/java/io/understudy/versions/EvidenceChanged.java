package io.understudy.versions;

/**
 * Something outside a version that its checklist may rest on changed; published inside the transaction that changed it.
 */
public record EvidenceChanged(VersionId version) {}
