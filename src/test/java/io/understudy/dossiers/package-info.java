/** That a release bundle proves what it says, and that every way of altering one is found. */
@NullMarked
package io.understudy.dossiers;

import org.jspecify.annotations.NullMarked;
