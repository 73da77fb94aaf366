package io.understudy.characters;

import io.understudy.storage.BlobHash;

/**
 * The file in which a person agreed to the training.
 *
 * @param name as it was uploaded, without any path
 * @param mediaType by content: PDF, JPEG or PNG
 * @param size in bytes
 */
public record ConsentFile(BlobHash blob, String name, String mediaType, long size) {}
