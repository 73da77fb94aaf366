package io.understudy.versions;

/** What a person had before their eyes when they decided. If it is not so any more, nothing is stored. */
public record Seen(VersionState state, ManifestHash manifest) {}
