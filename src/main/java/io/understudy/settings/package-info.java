/** What an admin sets for the whole installation: values with defaults, and secrets sealed outside of anybody's sight. */
@NullMarked
package io.understudy.settings;

import org.jspecify.annotations.NullMarked;
