package io.understudy.collaboration.inbox;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record NoticeId(UUID value) implements TypedId {}
