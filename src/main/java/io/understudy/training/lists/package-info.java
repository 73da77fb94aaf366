/** Lists of runs: filters, saved views, CSV, track records. */
@NullMarked
@NamedInterface("lists")
package io.understudy.training.lists;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
