package io.understudy.versions;

/** Something that a checklist may rest on changed beside a version; published inside the transaction that changed it. */
public record EvidenceChanged(VersionId version) {}
