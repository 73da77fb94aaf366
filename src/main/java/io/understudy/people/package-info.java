/** Accounts, roles, invitations, sessions and permissions. */
@NullMarked
package io.understudy.people;

import org.jspecify.annotations.NullMarked;
