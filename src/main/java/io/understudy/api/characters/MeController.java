package io.understudy.api.characters;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Me")
class MeController {
    private final CharacterService characters;

    MeController(CharacterService characters) {
        this.characters = characters;
    }

    @Operation(operationId = "me", summary = "Who asks, and what the token allows")
    @NeedsScope(value = TokenScope.READ, withoutCharacter = true)
    @GetMapping("/api/v1/me")
    MeResource me(@AuthenticationPrincipal SignedInPerson me) {
        return new MeResource(
                me.accountId(),
                me.displayName(),
                me.email(),
                me.role().name(),
                TokenGrant.current().map(this::token).orElse(null));
    }

    private MeResource.Token token(TokenGrant grant) {
        return new MeResource.Token(
                grant.token(),
                grant.name(),
                grant.scopes().stream().sorted().map(TokenScope::word).toList(),
                characters
                        .byIds(grant.characters().stream().map(CharacterId::new).toList())
                        .values()
                        .stream()
                        .map(CharacterSummary::slug)
                        .sorted()
                        .toList(),
                grant.expiresAt());
    }
}
