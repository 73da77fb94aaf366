package io.understudy.versions.review;

import io.understudy.versions.VersionState;
import io.understudy.versions.review.decisions.ManifestHash;

/**
 * What a person had before their eyes when they decided. If that has changed, nothing is stored.
 *
 * @param text of the manifest, which tells what has changed
 */
public record ReviewedRevision(VersionState state, ManifestHash manifest, String text) {}
