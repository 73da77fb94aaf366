package io.understudy.datasets.captioning;

import io.understudy.datasets.PictureId;
import io.understudy.storage.BlobHash;

/** What the model says about a picture, next to the caption that it has now. */
public record ProposedCaption(
        PictureId picture, String fileName, BlobHash display, BlobHash thumbnail, String caption, String proposal) {}
