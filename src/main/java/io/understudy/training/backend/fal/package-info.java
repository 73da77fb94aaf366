/** fal.ai's hosted trainers: each is a declared profile of fields, defaults and what it ignores. */
@NullMarked
package io.understudy.training.backend.fal;

import org.jspecify.annotations.NullMarked;
