/** What people say about things, and who is told. */
@NullMarked
package io.understudy.comments;

import org.jspecify.annotations.NullMarked;
