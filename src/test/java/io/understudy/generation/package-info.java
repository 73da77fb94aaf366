@NullMarked
package io.understudy.generation;

import org.jspecify.annotations.NullMarked;
