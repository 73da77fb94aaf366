/** The audit trail row by row: its chain of hashes, its export and the offline verifier of that export. */
@NullMarked
package io.understudy.bundle.trail;

import org.jspecify.annotations.NullMarked;
