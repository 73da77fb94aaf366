/** Comments, and who is notified. */
@NullMarked
package io.understudy.comments;

import org.jspecify.annotations.NullMarked;
