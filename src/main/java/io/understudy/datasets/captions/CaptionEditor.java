package io.understudy.datasets.captions;

import org.jspecify.annotations.Nullable;

/**
 * Someone who looks at the captions of a dataset.
 *
 * @param page tells two pages of one person apart
 * @param name of the person
 * @param picture id of the picture whose caption they are in, or null
 */
public record CaptionEditor(
        String page, String name, @Nullable String picture) {}
