/** Comments. */
@NullMarked
package io.understudy.api.comments;

import org.jspecify.annotations.NullMarked;
