/** Comments with mentions, in plain text, on any subject that a feature opens to them. */
@NullMarked
package io.understudy.comments;

import org.jspecify.annotations.NullMarked;
