package io.understudy.collaboration.inbox;

import io.understudy.identity.AccountId;
import java.time.Instant;

/** Something in a person's inbox changed; published inside the transaction, handled after it is committed. */
record InboxChanged(AccountId person, Instant at) {}
