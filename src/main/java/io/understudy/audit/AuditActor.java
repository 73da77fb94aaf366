package io.understudy.audit;

import java.util.UUID;

/** Somebody who appears in the trail, under their latest name there. */
public record AuditActor(UUID id, String name) {}
