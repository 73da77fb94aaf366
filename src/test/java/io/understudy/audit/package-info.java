@NullMarked
package io.understudy.audit;

import org.jspecify.annotations.NullMarked;
