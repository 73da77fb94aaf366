/** Tests of training runs, on a backend that does what the test tells it. */
@NullMarked
package io.understudy.training;

import org.jspecify.annotations.NullMarked;
