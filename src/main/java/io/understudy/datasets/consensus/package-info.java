/** Verdicts about pictures that count once two people agree. */
@NullMarked
package io.understudy.datasets.consensus;

import org.jspecify.annotations.NullMarked;
