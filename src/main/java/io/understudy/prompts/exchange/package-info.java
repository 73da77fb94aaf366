/**
 * Templates as files: written for this product and for others, and read back with a report of what could not be carried
 * over. Knows no database and no screen.
 */
@NullMarked
package io.understudy.prompts.exchange;

import org.jspecify.annotations.NullMarked;
