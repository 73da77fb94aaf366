/** The schema of the database and how it is brought up to date. */
@NullMarked
package io.understudy.platform.data;

import org.jspecify.annotations.NullMarked;
