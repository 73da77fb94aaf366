/** A virus scanner that looks at what arrives. */
@NullMarked
package io.understudy.storage.scan;

import org.jspecify.annotations.NullMarked;
