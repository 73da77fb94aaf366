/** What trainers' folders, lists and settings say about the pictures in them. */
@NullMarked
package io.understudy.datasets.intake.layouts;

import org.jspecify.annotations.NullMarked;
