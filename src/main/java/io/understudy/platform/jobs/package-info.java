/** Work in the background: leases, polling, taking over, failures. */
@NullMarked
package io.understudy.platform.jobs;

import org.jspecify.annotations.NullMarked;
