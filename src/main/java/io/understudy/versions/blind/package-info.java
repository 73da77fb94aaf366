/** Blind comparisons: pictures of versions side by side without names, votes, and what they add up to. */
@NullMarked
package io.understudy.versions.blind;

import org.jspecify.annotations.NullMarked;
