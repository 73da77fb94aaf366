package io.understudy.identity.access;

import io.understudy.identity.security.Refusals;
import io.understudy.platform.core.DomainException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Holds every token to its scopes and its characters: the only place that does. What is refused is in the audit trail.
 */
@Component
public class TokenRules {
    private final ObjectProvider<CharacterLookup> characters;
    private final ObjectProvider<Refusals> refusals;

    /** What it needs is asked for late: interceptors exist before most services do. */
    TokenRules(ObjectProvider<CharacterLookup> characters, ObjectProvider<Refusals> refusals) {
        this.characters = characters;
        this.refusals = refusals;
    }

    /**
     * Why a token may not do something.
     *
     * @param withoutCharacter whether a token of a few characters may do it although none is named
     * @param parts values that may belong to a character, by the names that {@link CharacterLookup} knows
     * @param what names it in the audit trail, as an address without a leading slash
     * @return empty where it may
     * @throws DomainException.NotFound when a part belongs to another character: what is not there and what is closed look
     *     alike
     */
    public Optional<String> refusal(
            TokenGrant grant,
            TokenScope needed,
            boolean withoutCharacter,
            Collection<Map.Entry<String, String>> parts,
            String what) {
        return refusal(
                grant,
                needed,
                withoutCharacter,
                false,
                parts,
                () -> refusals.getObject().page(what));
    }

    /** @param addressed whether something is named that belongs to no character: it looks as if it were not there */
    Optional<String> refusal(
            TokenGrant grant,
            TokenScope needed,
            boolean withoutCharacter,
            boolean addressed,
            Collection<Map.Entry<String, String>> parts,
            Runnable audit) {
        if (!grant.scopes().contains(needed)) {
            audit.run();
            return Optional.of("This token lacks the scope “" + needed.word() + "”. Create one that has it.");
        }
        if (grant.isLimited() && !isWithin(grant, parts, audit) && !withoutCharacter) {
            audit.run();
            if (addressed) {
                throw outside();
            }
            return Optional.of("This token is limited to some characters: name one of them in the address.");
        }
        return Optional.empty();
    }

    /** Whether a character is named. */
    private boolean isWithin(TokenGrant grant, Collection<Map.Entry<String, String>> parts, Runnable audit) {
        boolean named = false;
        for (Map.Entry<String, String> part : parts) {
            Optional<UUID> character;
            try {
                character = characters.getObject().of(part.getKey(), part.getValue());
            } catch (DomainException.NotFound unknown) {
                throw outside();
            }
            if (character.isPresent() && !grant.characters().contains(character.get())) {
                audit.run();
                throw outside();
            }
            named |= character.isPresent();
        }
        return named;
    }

    private static DomainException.NotFound outside() {
        return new DomainException.NotFound("Among the characters of this token there is nothing at this address.");
    }
}
