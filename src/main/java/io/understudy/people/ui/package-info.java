/** Screens about people: sign-in, invitation, profile, team. */
@NullMarked
package io.understudy.people.ui;

import org.jspecify.annotations.NullMarked;
