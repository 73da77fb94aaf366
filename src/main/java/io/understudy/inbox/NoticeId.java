package io.understudy.inbox;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record NoticeId(UUID value) implements TypedId {}
