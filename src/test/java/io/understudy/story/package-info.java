/** The main story, played in a real browser against a real server. */
@NullMarked
package io.understudy.story;

import org.jspecify.annotations.NullMarked;
