package io.understudy.platform.core;

import java.util.UUID;

public interface TypedId {
    UUID value();
}
