/** What every training backend has to pass. */
@NullMarked
package io.understudy.training.backend;

import org.jspecify.annotations.NullMarked;
