/** What people say about things: plain words with mentions, on any subject that a feature opens to comments. */
@NullMarked
package io.understudy.comments;

import org.jspecify.annotations.NullMarked;
