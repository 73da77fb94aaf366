/** Accounts, roles, invitations, sessions and who may do what. */
@NullMarked
package io.understudy.people;

import org.jspecify.annotations.NullMarked;
