/** The release folder and its verifier. */
@NullMarked
package io.understudy.bundle.folder;

import org.jspecify.annotations.NullMarked;
