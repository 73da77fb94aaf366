/** Adding, captioning, freezing: the dataset through its public doors. */
@NullMarked
package io.understudy.datasets;

import org.jspecify.annotations.NullMarked;
