@NullMarked
package io.understudy.generation.backend.fal;

import org.jspecify.annotations.NullMarked;
