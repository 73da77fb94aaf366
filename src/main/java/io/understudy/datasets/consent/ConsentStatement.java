package io.understudy.datasets.consent;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

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
        require(
                !plainSource.isEmpty(),
                "source",
                "Say where the photos come from: who took them, which shoot, archive or link.");
        require(plainSource.length() <= MAX_SOURCE, "source", "At most " + MAX_SOURCE + " characters.");
        require(plainTerms.length() <= MAX_TERMS, "terms", "At most " + MAX_TERMS + " characters.");
        if (basis == ConsentBasis.LICENCE && plainTerms.isEmpty()) {
            throw DomainException.RuleViolation.in("terms", "Name the licence, and what of it allows training.");
        }
        return new ConsentStatement(basis, plainSource, plainTerms, document);
    }
}
