package io.understudy.versions.release;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterProgress;
import io.understudy.platform.live.LiveValue;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
class ProductionStatus implements CharacterProgress {
    private final VersionService versions;
    private final VersionSignals signals;

    ProductionStatus(VersionService versions, VersionSignals signals) {
        this.versions = versions;
        this.signals = signals;
    }

    @Override
    public LiveValue<Long> changes() {
        return signals.changes();
    }

    @Override
    public Map<CharacterId, Standing> of(Collection<CharacterId> ids) {
        Map<CharacterId, Standing> standings = new HashMap<>();
        versions.latest(ids).forEach((character, card) -> standings.put(character, latest(card)));
        versions.production(ids)
                .forEach((character, card) -> standings.put(character, standing(card, "in production", Level.GOOD)));
        return standings;
    }

    private static Standing latest(VersionCard card) {
        return standing(
                card,
                card.state().word(),
                switch (card.state()) {
                    case IN_REVIEW, SIGNED_OFF -> Level.INFO;
                    case CHANGES_REQUESTED -> Level.WARN;
                    case REVOKED -> Level.BAD;
                    case DRAFT, APPROVED, SUPERSEDED -> Level.NEUTRAL;
                });
    }

    private static Standing standing(VersionCard card, String word, Level level) {
        String words = "v" + card.number() + " " + word;
        if (card.contradicted()) {
            return new Standing(words + ", " + VersionCard.CONTRADICTS, Level.BAD);
        }
        return card.recalled() ? new Standing(words + ", recalled", Level.BAD) : new Standing(words, level);
    }
}
