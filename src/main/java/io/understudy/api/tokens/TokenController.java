package io.understudy.api.tokens;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.api.idempotency.AnswerHasSecret;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.access.AccessTokenDetails;
import io.understudy.identity.access.AccessTokenId;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.identity.access.TokenScope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Creating one is left to people, with their password. */
@RestController
@RequestMapping("/api/v1/tokens")
@Tag(name = "Tokens")
class TokenController {
    private final AccessTokenService tokens;
    private final CharacterService characters;

    TokenController(AccessTokenService tokens, CharacterService characters) {
        this.tokens = tokens;
        this.characters = characters;
    }

    @Operation(operationId = "listTokens", summary = "Your tokens without their secrets, the newest first")
    @NeedsScope(TokenScope.TOKENS)
    @GetMapping
    ResponseEntity<ItemPage<TokenResource>> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listTokens");
        List<AccessTokenDetails> found =
                tokens.mineBehind(list.after(cursor, Instant::parse, UUID::fromString), limit + 1);
        Map<UUID, String> slugs = slugs(found);
        return list.first(
                limit,
                found,
                token -> TokenResource.of(token, slugs),
                AccessTokenDetails::createdAt,
                token -> token.id().value());
    }

    @Operation(
            operationId = "rotateToken",
            summary = "Gives the token that is sent another secret, which is answered this once",
            description =
                    "It is valid as long as the first one was. Where the answer was lost, the secret that was sent"
                            + " rotates again until it ends, which ends the new one; once the new one was used, it rotates nothing.")
    @AnswerHasSecret
    @NeedsScope(value = TokenScope.TOKENS, withoutCharacter = true)
    @PostMapping("/rotation")
    SecretOfToken rotate(@Valid @RequestBody TokenRotation rotation) {
        NewAccessToken fresh = tokens.rotateInUse(rotation.overlap());
        AccessTokenDetails token = tokens.own(fresh.id());
        return new SecretOfToken(TokenResource.of(token, slugs(List.of(token))), fresh.secret());
    }

    @Operation(
            operationId = "revokeToken",
            summary = "Revokes a token of yours at once, also the one that is sent; nothing brings it back")
    @NeedsScope(TokenScope.TOKENS)
    @DeleteMapping("/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID token) {
        tokens.revoke(new AccessTokenId(token));
    }

    private Map<UUID, String> slugs(List<AccessTokenDetails> some) {
        List<CharacterId> limits = some.stream()
                .flatMap(token -> token.characters().stream())
                .distinct()
                .map(CharacterId::new)
                .toList();
        return characters.byIds(limits).values().stream()
                .collect(Collectors.toMap(character -> character.id().value(), CharacterSummary::slug));
    }
}
