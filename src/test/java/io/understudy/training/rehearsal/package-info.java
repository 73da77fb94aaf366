@NullMarked
package io.understudy.training.rehearsal;

import org.jspecify.annotations.NullMarked;
