/** Accounts, invitations, passwords, asking for the password again. */
@NullMarked
@NamedInterface("accounts")
package io.understudy.identity.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
