/** What an admin sets for the whole installation: values with defaults, and secrets that are sealed and never shown. */
@NullMarked
package io.understudy.settings;

import org.jspecify.annotations.NullMarked;
