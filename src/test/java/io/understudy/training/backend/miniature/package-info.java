/** The miniature passes the contract of backends. */
@NullMarked
package io.understudy.training.backend.miniature;

import org.jspecify.annotations.NullMarked;
