/** Folders of jobs in the S3 store, for engines that share no file system with this server. */
@NullMarked
package io.understudy.training.backends.cluster.bucket;

import org.jspecify.annotations.NullMarked;
