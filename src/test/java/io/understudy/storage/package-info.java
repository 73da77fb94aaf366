/** What the store promises: once, whole, never overwritten, never lost while anything refers to it. */
@NullMarked
package io.understudy.storage;

import org.jspecify.annotations.NullMarked;
