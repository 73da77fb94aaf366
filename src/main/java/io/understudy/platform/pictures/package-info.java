/** What the files of pictures say of them: how to turn them upright, and that a model made them. */
@NullMarked
package io.understudy.platform.pictures;

import org.jspecify.annotations.NullMarked;
