/** Answers to requests that fail. */
@NullMarked
package io.understudy.api.problems;

import org.jspecify.annotations.NullMarked;
