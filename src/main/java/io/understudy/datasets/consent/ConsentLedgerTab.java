package io.understudy.datasets.consent;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.CharacterTab;
import io.understudy.characters.NextStep;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class ConsentLedgerTab implements CharacterTab {
    private static final int AFTER_CONSENT = 55;

    private final PhotoConsentService consents;

    ConsentLedgerTab(PhotoConsentService consents) {
        this.consents = consents;
    }

    @Override
    public String label() {
        return "Photo consent";
    }

    @Override
    public int order() {
        return AFTER_CONSENT;
    }

    @Override
    public String path(String slug) {
        return ConsentRoutes.of(slug);
    }

    @Override
    public long count(CharacterId id) {
        return NO_COUNT;
    }

    @Override
    public Optional<NextStep> nextStep(CharacterSummary character) {
        long missing = consents.counts(character.id()).missing();
        return missing == 0
                ? Optional.empty()
                : Optional.of(new NextStep(
                        missing == 1
                                ? "1 photo has no consent on record."
                                : missing + " photos have no consent on record.",
                        "Record consent",
                        ConsentRoutes.of(character.slug(), LedgerFilter.MISSING)));
    }
}
