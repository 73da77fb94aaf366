/** The doctor's page, and the ways to it from a run and from a version. */
@NullMarked
package io.understudy.doctor.ui;

import org.jspecify.annotations.NullMarked;
