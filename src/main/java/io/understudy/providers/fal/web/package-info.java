/** Webhooks of fal.ai. */
@NullMarked
package io.understudy.providers.fal.web;

import org.jspecify.annotations.NullMarked;
