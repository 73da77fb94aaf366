@NullMarked
package io.understudy.generation.backend.miniature;

import org.jspecify.annotations.NullMarked;
