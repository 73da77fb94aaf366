/** The server that comes with ai-toolkit. */
@NullMarked
package io.understudy.training.backends.cluster.aitoolkit;

import org.jspecify.annotations.NullMarked;
