/** Comparison of the object store with the database. */
@NullMarked
package io.understudy.storage.check;

import org.jspecify.annotations.NullMarked;
