package io.understudy.bundle;

import io.understudy.bundle.BundleFormat.Head;

/**
 * What a release bundle says whose signature and parts hold.
 *
 * @param modelCard Markdown, or empty when the bundle has none
 * @param sidecar JSON, or empty when the bundle has none
 */
public record VerifiedBundle(Head head, String modelCard, String sidecar) {}
