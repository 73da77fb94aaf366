/** Recognises, decodes and re-encodes photos; pure Java, hostile files are refused with a reason. */
@NullMarked
package io.understudy.datasets.pictures;

import org.jspecify.annotations.NullMarked;
