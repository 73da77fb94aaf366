package io.understudy.versions.review.decisions;

/**
 * One part that differs between two manifests.
 *
 * @param part what it is about: the title of a checklist item, or a part such as "Snapshot"
 * @param words what happened to it
 */
public record ManifestChange(String part, String words) {}
