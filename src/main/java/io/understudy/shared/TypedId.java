package io.understudy.shared;

import java.util.UUID;

/** An id that cannot be confused with the id of another kind of thing; every aggregate has a record of its own. */
public interface TypedId {
    UUID value();
}
