@NullMarked
package io.understudy.generation.backend;

import org.jspecify.annotations.NullMarked;
