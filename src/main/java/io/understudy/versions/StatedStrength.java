package io.understudy.versions;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * At which strengths a version is to be used, as someone stated it.
 *
 * @param note what it rests on; may be empty
 */
@Embeddable
public record StatedStrength(
        StrengthWindow window,
        @Column(name = "strength_note") String note,
        @Column(name = "strength_by") String by,
        @Column(name = "strength_at") Instant at) {}
