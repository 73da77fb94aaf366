/** Comments on a page: one panel that every feature can show. */
@NullMarked
package io.understudy.comments.ui;

import org.jspecify.annotations.NullMarked;
