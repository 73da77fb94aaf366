/** The doctor on the page of a run or version. */
@NullMarked
package io.understudy.doctor.ui;

import org.jspecify.annotations.NullMarked;
