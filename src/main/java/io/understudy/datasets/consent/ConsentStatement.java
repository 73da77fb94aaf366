package io.understudy.datasets.consent;

import io.understudy.characters.ConsentFile;
import io.understudy.platform.core.DomainException;
import org.jspecify.annotations.Nullable;

/**
 * What someone vouches for about photos.
 *
 * @param source where the photo comes from: a shoot, an archive, a link
 * @param terms licence, conditions, how long; may be empty unless the basis is a licence
 * @param document the signed paper or the licence text, stored by {@code ConsentService}, or null
 */
public record ConsentStatement(
        ConsentBasis basis,
        String source,
        String terms,
        @Nullable ConsentFile document) {
    public static final int MAX_SOURCE = 300;
    public static final int MAX_TERMS = 1000;

    ConsentStatement checked() {
        String plainSource = source.strip();
        String plainTerms = terms.strip();
        if (plainSource.isEmpty()) {
            throw DomainException.RuleViolation.in(
                    "source", "Say where the photos come from: who took them, which shoot, archive or link.");
        }
        if (plainSource.length() > MAX_SOURCE) {
            throw DomainException.RuleViolation.in("source", "At most " + MAX_SOURCE + " characters.");
        }
        if (plainTerms.length() > MAX_TERMS) {
            throw DomainException.RuleViolation.in("terms", "At most " + MAX_TERMS + " characters.");
        }
        if (basis == ConsentBasis.LICENCE && plainTerms.isEmpty()) {
            throw DomainException.RuleViolation.in("terms", "Name the licence, and what of it allows training.");
        }
        return new ConsentStatement(basis, plainSource, plainTerms, document);
    }
}
