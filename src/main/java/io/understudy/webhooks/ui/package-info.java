/** Settings of the webhooks. */
@NullMarked
package io.understudy.webhooks.ui;

import org.jspecify.annotations.NullMarked;
