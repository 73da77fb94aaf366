package io.understudy.versions;

/** What a person had before their eyes when they decided. If that has changed, nothing is stored. */
public record Seen(VersionState state, ManifestHash manifest) {}
