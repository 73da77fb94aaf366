/** Object stores behind the S3 protocol. */
@NullMarked
package io.understudy.storage.s3;

import org.jspecify.annotations.NullMarked;
