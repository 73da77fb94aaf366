package io.understudy.shared;

import java.util.UUID;

public interface TypedId {
    UUID value();
}
