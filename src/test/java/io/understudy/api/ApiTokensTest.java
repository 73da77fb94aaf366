package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.identity.access.TokenDraft;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.DomainException.RuleViolation;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Tag("attack")
class ApiTokensTest extends ApiTest {
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping addresses;

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyAddressOfTheApiSaysWhichScopeItNeeds() {
        var ofTheApi = addresses.getHandlerMethods().entrySet().stream()
                .filter(address ->
                        address.getKey().getPatternValues().stream().anyMatch(pattern -> pattern.startsWith("/api/v1")))
                .toList();
        assertThat(ofTheApi).hasSizeGreaterThan(25);
        assertThat(ofTheApi)
                .allSatisfy(address -> assertThat(address.getValue().hasMethodAnnotation(NeedsScope.class))
                        .as(address.toString())
                        .isTrue());
    }

    @Test
    void aRequestWithoutTokenIsAProblemAndNoSignInPage() throws Exception {
        Reply reply = send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/me"))
                .GET());

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aTokenDoesWhatItsScopesNameAndNothingElse() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        String reader = tokenOf(mara, Set.of(TokenScope.READ));
        String trainer = tokenOf(mara, Set.of(TokenScope.TRAIN));

        assertThat(get("/api/v1/characters/ava", reader).status()).isEqualTo(200);
        assertThat(get("/api/v1/characters/ava", trainer).status()).isEqualTo(403);
        token = reader;
        Reply refused = post("/api/v1/characters/ava/runs", "{\"backend\": \"told\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("detail")).contains("lacks the scope “train”");
        assertThat(get("/characters/ava/production/miniature/file", reader).status())
                .isEqualTo(403);
        assertThat(characters.get(ava).name()).isEqualTo("Ava");
    }

    @Test
    void aTokenOfReleasesReadsNothingElseOfTheApi() throws Exception {
        character("Ava", "ohwx woman");

        assertThat(get("/api/v1/characters/ava", tokenOf(mara, Set.of(TokenScope.RELEASE_READ)))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aLimitedTokenFindsOnlyItsCharacters() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        characterWithAPicture("Bea", "sks woman");
        String picture = get("/api/v1/characters/bea/pictures").items("id").getFirst();
        String mine = get("/api/v1/characters/ava/pictures").items("id").getFirst();
        String limited = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.WRITE), ava);

        assertThat(get("/api/v1/characters", limited).items("slug")).containsExactly("ava");
        assertThat(get("/api/v1/characters/ava", limited).status()).isEqualTo(200);
        assertThat(get("/api/v1/pictures/" + mine, limited).status()).isEqualTo(200);
        assertThat(get("/api/v1/runs?character=ava", limited).status()).isEqualTo(200);
        for (String closed : List.of(
                "/api/v1/characters/bea",
                "/api/v1/characters/bea/pictures",
                "/api/v1/pictures/" + picture,
                "/api/v1/runs?character=bea",
                "/api/v1/pictures/" + UUID.randomUUID(),
                "/api/v1/pictures/nonsense",
                "/api/v1/runs/1",
                "/api/v1/characters/nobody")) {
            Reply reply = get(closed, limited);
            assertThat(reply.status()).as(closed).isEqualTo(404);
            assertThat(reply.text("detail"))
                    .isEqualTo("Among the characters of this token there is nothing at this address.");
        }
        assertThat(get("/api/v1/runs", limited).status()).isEqualTo(403);
        assertThat(get("/api/v1/queue", limited).status()).isEqualTo(403);
        token = limited;
        assertThat(post("/api/v1/characters", "{\"name\":\"C\",\"subject\":\"woman\",\"triggerWord\":\"zwx woman\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aParameterThatNamesItsCharacterOpensNothingElse() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        String limited = tokenOf(mara, USUAL, ava);
        List<String> tried = new ArrayList<>();
        for (var address : addresses.getHandlerMethods().entrySet()) {
            NeedsScope needed = address.getValue().getMethodAnnotation(NeedsScope.class);
            String pattern = address.getKey().getPatternValues().iterator().next();
            if (needed == null
                    || needed.withoutCharacter()
                    || needed.parameter().equals("character")
                    || !pattern.startsWith("/api/v1")
                    || pattern.contains("{")) {
                continue;
            }
            String method = address.getKey()
                    .getMethodsCondition()
                    .getMethods()
                    .iterator()
                    .next()
                    .name();
            tried.add(method + " " + pattern);
            assertThat(send(request(pattern + "?character=ava", limited).method(method, BodyPublishers.noBody()))
                            .status())
                    .as(method + " " + pattern)
                    .isEqualTo(403);
        }
        assertThat(tried)
                .contains(
                        "GET /api/v1/queue",
                        "GET /api/v1/audit",
                        "POST /api/v1/characters",
                        "GET /api/v1/runs/comparison");
    }

    @Test
    void whatATokenIsRefusedIsInTheAuditTrail() throws Exception {
        character("Ava", "ohwx woman");

        get("/api/v1/characters/ava", tokenOf(mara, Set.of(TokenScope.TRAIN)));

        assertThat(jdbc.sql("select subject_name from audit_row where verb = 'access.refused'")
                        .query(String.class)
                        .list())
                .contains("CharacterController.get");
    }

    @Test
    void anAddressOfTheApiIsOneHoweverItIsWritten() throws Exception {
        Reply reply = get("/%61pi/v1/me", "understudy_unknown");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(get("/%61pi/v1/me").header("RateLimit-Policy")).startsWith("\"api\"");
    }

    @Test
    void aLimitedTokenSearchesItsCharacters() throws Exception {
        CharacterId ava = character("Ava", "ohwx woman");
        CharacterId bea = character("Bea", "sks woman");
        character("Avalon", "zwx woman");
        String limited = tokenOf(mara, Set.of(TokenScope.READ), ava, bea);

        assertThat(get("/api/v1/characters?text=ava", limited).items("slug")).containsExactly("ava");
        assertThat(get("/api/v1/characters?archived=true", limited).items("slug"))
                .isEmpty();
        Reply first = get("/api/v1/characters?limit=1", limited);
        Reply second = get("/api/v1/characters?limit=1&cursor=" + first.text("next"), limited);
        assertThat(second.items("slug")).containsExactly("bea");
        assertThat(second.body().path("next").isNull()).isTrue();
        assertThat(get(
                                "/api/v1/characters?cursor="
                                        + get("/api/v1/characters?limit=2").text("next"),
                                limited)
                        .items("slug"))
                .as("behind Avalon, which only others list")
                .containsExactly("bea");
    }

    @Test
    void usingATokenIsNoChangeOfIt() throws Exception {
        get("/api/v1/me");

        assertThat(jdbc.sql("select row_version from access_token")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from access_token where last_used_at is not null")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void bothSecretsOfATokenShareItsLimit() throws Exception {
        NewAccessToken old = newToken(mara, Set.of(TokenScope.READ));
        NewAccessToken fresh = tokens.rotate(old.id(), Duration.ofHours(1), people.proofOf(mara.accountId()));

        get("/api/v1/me", old.secret());

        assertThat(get("/api/v1/me", fresh.secret()).header("RateLimit")).startsWith("\"api\";r=598;");
    }

    @Test
    void whoAsksAndWhatTheTokenAllowsIsSaid() throws Exception {
        CharacterId ava = character("Ava", "ohwx woman");

        Reply me = get("/api/v1/me", tokenOf(mara, Set.of(TokenScope.READ), ava));

        assertThat(me.text("name")).isEqualTo("Mara via pipeline");
        assertThat(me.body().path("token").path("scopes").get(0).asString()).isEqualTo("read");
        assertThat(me.body().path("token").path("characters").get(0).asString()).isEqualTo("ava");
        assertThat(me.body().path("token").path("expiresAt").asString())
                .isEqualTo(clock.instant().plus(Duration.ofDays(30)).toString());
    }

    @Test
    void whereALaunchIsCountedBothLimitsAreNamed() throws Exception {
        character("Ava", "ohwx woman");

        Reply reply = post("/api/v1/characters/ava/runs", "{\"backend\":\"nowhere\"}");

        assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"api\";q=600;w=60, \"launches\";q=30;w=60");
        assertThat(reply.header("RateLimit")).matches("\"api\";r=599;t=\\d+, \"launches\";r=29;t=\\d+");
    }

    @Test
    void theRestOfTheLimitIsInEveryAnswer() throws Exception {
        Reply reply = get("/api/v1/me");

        assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"api\";q=600;w=60");
        assertThat(reply.header("RateLimit")).startsWith("\"api\";r=599;");
    }

    @Test
    void whoAsksTooOftenHasToWait() throws Exception {
        for (int request = 0; request < 600; request++) {
            get("/api/v1/unknown");
        }
        Reply refused = get("/api/v1/me");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("61");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void bothSecretsOfARotatedTokenWorkUntilTheOldOneEnds() throws Exception {
        NewAccessToken old = newToken(mara, Set.of(TokenScope.READ));
        clock.advance(Duration.ofDays(10));
        NewAccessToken fresh = tokens.rotate(old.id(), Duration.ofHours(1), people.proofOf(mara.accountId()));

        assertThat(get("/api/v1/me", old.secret()).status()).isEqualTo(200);
        Reply me = get("/api/v1/me", fresh.secret());
        assertThat(Instant.parse(me.body().path("token").path("expiresAt").asString()))
                .isEqualTo(clock.instant().plus(Duration.ofDays(30)));
        clock.advance(Duration.ofHours(1));
        assertThat(tokens.admit(old.secret())).isEmpty();
        assertThat(tokens.admit(fresh.secret()))
                .hasValueSatisfying(machine -> assertThat(machine.grant())
                        .extracting(TokenGrant::scopes)
                        .isEqualTo(Set.of(TokenScope.READ)));
        assertThat(jdbc.sql("select after_json from audit_row where verb = 'token.rotated'")
                        .query(String.class)
                        .single())
                .isEqualTo("{\"old one valid for hours\":\"1\"}");
    }

    @Test
    void aTokenThatMayReplacesItsOwnSecret() throws Exception {
        String old = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.TOKENS));
        token = old;

        Reply rotated = post("/api/v1/tokens/rotation", "{\"overlapHours\":1}", "Idempotency-Key", "r-1");

        assertThat(rotated.status()).as(rotated.response().body()).isEqualTo(200);
        String fresh = rotated.text("secret");
        assertThat(fresh).as("docs/api.md names the pattern").matches("understudy_[A-Za-z0-9_-]{43}");
        assertThat(Instant.parse(rotated.body().at("/token/formerUntil").asString()))
                .isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        assertThat(post("/api/v1/tokens/rotation", "{\"overlapHours\":1}", "Idempotency-Key", "r-1")
                        .text("type"))
                .as("the secret is shown once")
                .isEqualTo("urn:understudy:problem:answer-not-kept");
        assertThat(jdbc.sql("select count(*) from api_answer where body is not null")
                        .query(Long.class)
                        .single())
                .isZero();
        for (String secret : List.of(old, fresh)) {
            assertThat(get("/api/v1/me", secret).status()).isEqualTo(200);
        }
        Reply former = post("/api/v1/tokens/rotation", "{}");
        assertThat(former.status()).isEqualTo(409);
        assertThat(former.text("detail")).contains("replaced already");
        clock.advance(Duration.ofHours(1));
        assertThat(get("/api/v1/me", old).status()).isEqualTo(401);
        token = fresh;
        for (int hours : List.of(0, 721)) {
            assertThat(post("/api/v1/tokens/rotation", "{\"overlapHours\":" + hours + "}")
                            .text("field"))
                    .isEqualTo("overlapHours");
        }
        token = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.WRITE));
        assertThat(post("/api/v1/tokens/rotation", "{}").status()).isEqualTo(403);
        assertThat(new Session("mara@example.org")
                        .post("/api/v1/tokens/rotation", "{}")
                        .statusCode())
                .as("a person needs their password")
                .isEqualTo(409);
    }

    @Test
    void aProgramThatLostTheAnswerOfItsRotationAsksAgain() throws Exception {
        String old = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.TOKENS));
        token = old;
        String lost = post("/api/v1/tokens/rotation", "{\"overlapHours\":2}").text("secret");
        clock.advance(Duration.ofHours(1));

        Reply again = post("/api/v1/tokens/rotation", "{\"overlapHours\":48}");

        assertThat(again.status()).as(again.response().body()).isEqualTo(200);
        assertThat(Instant.parse(again.body().at("/token/formerUntil").asString()))
                .as("the old secret keeps its end")
                .isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        assertThat(Instant.parse(again.body().at("/token/expiresAt").asString()))
                .isEqualTo(clock.instant().plus(Duration.ofDays(30)));
        assertThat(get("/api/v1/me", lost).status()).isEqualTo(401);
        assertThat(jdbc.sql("select after_json from audit_row where verb = 'token.rotated'")
                        .query(String.class)
                        .list())
                .as("the old secret ends when the first rotation said")
                .containsExactlyInAnyOrder(
                        "{\"old one valid for hours\":\"2\"}", "{\"ended\":\"a newer one that nobody used\"}");
        clock.advance(Duration.ofHours(1));
        assertThat(get("/api/v1/me", old).status()).isEqualTo(401);
        assertThat(get("/api/v1/me", again.text("secret")).status()).isEqualTo(200);
    }

    @Test
    void aFormerSecretRotatesNothingOnceTheNewOneWasUsed() throws Exception {
        String first = tokenOf(mara, Set.of(TokenScope.TOKENS));
        token = first;
        String second = post("/api/v1/tokens/rotation", "{}").text("secret");
        token = second;
        String third = post("/api/v1/tokens/rotation", "{}").text("secret");

        token = first;
        assertThat(post("/api/v1/tokens/rotation", "{}").status())
                .as("only the secret that made the present one asks again")
                .isEqualTo(409);
        assertThat(get("/api/v1/tokens", third).status()).isEqualTo(200);
        token = second;
        assertThat(post("/api/v1/tokens/rotation", "{}").status()).isEqualTo(409);
        assertThat(get("/api/v1/tokens", third).status()).isEqualTo(200);
    }

    @Test
    void aSecretThatAPersonReplacedRotatesNothing() throws Exception {
        NewAccessToken old = newToken(mara, Set.of(TokenScope.TOKENS));
        NewAccessToken fresh = tokens.rotate(old.id(), Duration.ofDays(1), people.proofOf(mara.accountId()));
        token = old.secret();

        assertThat(post("/api/v1/tokens/rotation", "{}").status()).isEqualTo(409);
        assertThat(get("/api/v1/tokens", fresh.secret()).status()).isEqualTo(200);
    }

    @Test
    void aProgramListsAndRevokesTokensOfItsOwnerOnly() throws Exception {
        CharacterId ava = character("Ava", "ohwx woman");
        NewAccessToken other = newToken(mara, Set.of(TokenScope.READ), ava);
        NewAccessToken jons = newToken(people.member("Jon"), Set.of(TokenScope.READ));
        NewAccessToken used = newToken(mara, Set.of(TokenScope.TOKENS));
        token = used.secret();

        Reply first = get("/api/v1/tokens?limit=2");
        Reply rest = get("/api/v1/tokens?limit=2&cursor=" + first.text("next"));
        List<String> ids = new ArrayList<>(first.items("id"));
        ids.addAll(rest.items("id"));
        assertThat(ids)
                .hasSize(3)
                .contains(other.id().value().toString(), used.id().value().toString())
                .doesNotContain(jons.id().value().toString());
        Reply all = get("/api/v1/tokens");
        assertThat(all.response().body()).doesNotContain(AccessTokenService.PREFIX);
        assertThat(all.body().path("items").valueStream())
                .filteredOn(item ->
                        item.path("id").asString().equals(other.id().value().toString()))
                .singleElement()
                .satisfies(
                        item -> assertThat(item.at("/characters/0").asString()).isEqualTo("ava"));

        assertThat(revoke(other)).isEqualTo(204);
        assertThat(get("/api/v1/me", other.secret()).status()).isEqualTo(401);
        assertThat(revoke(jons)).isEqualTo(404);
        token = tokenOf(people.admin("Ines"), Set.of(TokenScope.TOKENS));
        assertThat(revoke(jons)).as("an admin revokes it on the page").isEqualTo(404);
        assertThat(get("/api/v1/me", jons.secret()).status()).isEqualTo(200);
        token = used.secret();
        assertThat(revoke(used)).isEqualTo(204);
        assertThat(get("/api/v1/tokens").status()).isEqualTo(401);
    }

    private int revoke(NewAccessToken which) throws Exception {
        return send(request("/api/v1/tokens/" + which.id().value(), token).DELETE())
                .status();
    }

    @Test
    void whatIsForAdminsNeedsATokenOfAnAdminThatHasNothingElse() {
        for (TokenScope scope : List.of(TokenScope.QUEUE, TokenScope.WEBHOOKS, TokenScope.AUDIT)) {
            assertThatThrownBy(() -> tokenOf(mara, Set.of(scope)))
                    .isInstanceOfSatisfying(
                            RuleViolation.class,
                            broken -> assertThat(broken.field()).isEqualTo("scopes"));
            assertThatThrownBy(() -> tokenOf(people.admin("Ines"), Set.of(scope, TokenScope.READ)))
                    .isInstanceOfSatisfying(
                            RuleViolation.class,
                            broken -> assertThat(broken.field()).isEqualTo("scopes"));
        }
    }

    @Test
    void aSecondRotationLeavesTheFirstSecretItsTime() {
        NewAccessToken first = newToken(mara, Set.of(TokenScope.READ));
        NewAccessToken second = tokens.rotate(first.id(), Duration.ofDays(7), people.proofOf(mara.accountId()));
        TokenGrant ofFirst = tokens.admit(first.secret()).orElseThrow().grant();
        clock.advance(Duration.ofDays(5));

        NewAccessToken third = tokens.rotate(first.id(), Duration.ofDays(7), people.proofOf(mara.accountId()));

        assertThat(List.of(first, second, third))
                .allSatisfy(token -> assertThat(tokens.admit(token.secret())).isPresent());
        clock.advance(Duration.ofDays(2));
        assertThat(tokens.admit(first.secret())).isEmpty();
        assertThat(tokens.upholds(ofFirst)).isFalse();
        assertThat(tokens.admit(second.secret())).isPresent();
        clock.advance(Duration.ofDays(5));
        assertThat(tokens.admit(second.secret())).isEmpty();
        assertThat(tokens.admit(third.secret())).isPresent();
    }

    @Test
    void aRotationWithoutOverlapEndsEverySecretBefore() {
        NewAccessToken first = newToken(mara, Set.of(TokenScope.READ));
        NewAccessToken second = tokens.rotate(first.id(), Duration.ofDays(7), people.proofOf(mara.accountId()));
        TokenGrant ofFirst = tokens.admit(first.secret()).orElseThrow().grant();

        NewAccessToken third = tokens.rotate(first.id(), Duration.ZERO, people.proofOf(mara.accountId()));

        assertThat(tokens.admit(first.secret())).isEmpty();
        assertThat(tokens.upholds(ofFirst)).isFalse();
        assertThat(tokens.admit(second.secret())).isEmpty();
        assertThat(tokens.admit(third.secret())).isPresent();
    }

    @Test
    void aRevokedTokenEndsWithItsOldSecret() {
        NewAccessToken old = newToken(mara, Set.of(TokenScope.READ));
        NewAccessToken fresh = tokens.rotate(old.id(), Duration.ofDays(1), people.proofOf(mara.accountId()));

        tokens.revoke(old.id());

        assertThat(tokens.admit(old.secret())).isEmpty();
        assertThat(tokens.admit(fresh.secret())).isEmpty();
        assertThatThrownBy(() -> tokens.rotate(old.id(), Duration.ZERO, people.proofOf(mara.accountId())))
                .isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    void onlyItsOwnerRotatesAToken() {
        NewAccessToken token = newToken(mara, Set.of(TokenScope.READ));
        var ines = people.signIn(people.admin("Ines"));

        assertThatThrownBy(() -> tokens.rotate(token.id(), Duration.ZERO, people.proofOf(ines.accountId())))
                .isInstanceOf(DomainException.NotFound.class);
        people.signIn(mara);
        assertThatThrownBy(() -> tokens.rotate(token.id(), Duration.ofDays(31), people.proofOf(mara.accountId())))
                .isInstanceOf(RuleViolation.class);
    }

    @Test
    void theAuditTrailNeedsAnAdminsTokenOfItsOwn() throws Exception {
        String admins = tokenOf(people.admin("Ines"), Set.of(TokenScope.AUDIT));

        Reply rows = get("/api/v1/audit?limit=1", admins);
        assertThat(rows.items("verb")).containsExactly("token.created");
        String behind = "/api/v1/audit?limit=1&cursor=" + rows.text("next");
        Reply before = get(behind, admins);
        people.signIn(mara);
        tokens.create(new TokenDraft("Later", 1, Set.of(TokenScope.READ), Set.of()), people.proofOf(mara.accountId()));
        assertThat(get(behind, admins).body())
                .as("what is written meanwhile moves no row")
                .isEqualTo(before.body());
        assertThat(get("/api/v1/me", admins).status()).isEqualTo(403);
        assertThat(get("/api/v1/audit").status()).isEqualTo(403);
        people.signIn(mara);
        for (Set<TokenScope> scopes :
                List.of(Set.of(TokenScope.AUDIT), Set.of(TokenScope.AUDIT, TokenScope.READ), Set.<TokenScope>of())) {
            assertThatThrownBy(() -> tokens.create(
                            new TokenDraft("box", 30, scopes, Set.of()), people.proofOf(mara.accountId())))
                    .isInstanceOfSatisfying(
                            RuleViolation.class,
                            broken -> assertThat(broken.field()).isEqualTo("scopes"));
        }
    }
}
