/** Content-addressed blobs in an S3 object store, embedded or remote, with the database as the source of truth. */
@NullMarked
package io.understudy.storage;

import org.jspecify.annotations.NullMarked;
