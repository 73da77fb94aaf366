/** Jobs of a Kubernetes cluster, one pod at a time for each. */
@NullMarked
package io.understudy.training.backends.cluster.kubernetes;

import org.jspecify.annotations.NullMarked;
