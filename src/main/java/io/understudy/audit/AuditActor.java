package io.understudy.audit;

import java.util.UUID;

public record AuditActor(UUID id, String name) {}
