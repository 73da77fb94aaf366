package io.understudy.versions.checklist.evidence;

import io.understudy.versions.VersionId;

/**
 * Something outside a version that its checklist may rest on changed; published inside the transaction that changed it.
 */
public record EvidenceChanged(VersionId version) {}
