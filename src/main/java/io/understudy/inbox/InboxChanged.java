package io.understudy.inbox;

import io.understudy.people.AccountId;
import java.time.Instant;

/** Something in a person's inbox changed; published inside the transaction, handled after it is committed. */
record InboxChanged(AccountId person, Instant at) {}
