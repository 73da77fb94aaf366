/** Recognises, decodes and re-encodes photos; pure Java, hostile files are refused in words. */
@NullMarked
package io.understudy.datasets.pictures;

import org.jspecify.annotations.NullMarked;
