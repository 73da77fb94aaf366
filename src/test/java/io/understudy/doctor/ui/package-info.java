/** Tests of the doctor's page. */
@NullMarked
package io.understudy.doctor.ui;

import org.jspecify.annotations.NullMarked;
