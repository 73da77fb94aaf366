/** An audit trail as a transparency log: RFC 6962 trees, and the signed notes, checkpoints and proofs of C2SP. */
@NullMarked
package io.understudy.bundle.log;

import org.jspecify.annotations.NullMarked;
