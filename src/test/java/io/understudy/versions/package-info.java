@NullMarked
package io.understudy.versions;

import org.jspecify.annotations.NullMarked;
