/** What the tests share: one annotation for Spring tests, a movable clock, people who sign in, the base of view tests. */
@NullMarked
package io.understudy.support;

import org.jspecify.annotations.NullMarked;
