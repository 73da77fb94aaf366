/** Spending, and the question before something costs money. */
@NullMarked
@NamedInterface("ui")
package io.understudy.billing.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
