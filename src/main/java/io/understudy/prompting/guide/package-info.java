/** The rules of the training guide. */
@NullMarked
package io.understudy.prompting.guide;

import org.jspecify.annotations.NullMarked;
