/** The consent ledger. */
@NullMarked
package io.understudy.datasets.ui.consent;

import org.jspecify.annotations.NullMarked;
