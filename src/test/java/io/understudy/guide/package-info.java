@NullMarked
package io.understudy.guide;

import org.jspecify.annotations.NullMarked;
