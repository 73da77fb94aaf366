@NullMarked
package io.understudy.costs;

import org.jspecify.annotations.NullMarked;
