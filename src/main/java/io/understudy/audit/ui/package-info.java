/** The screen of the audit trail. */
@NullMarked
package io.understudy.audit.ui;

import org.jspecify.annotations.NullMarked;
