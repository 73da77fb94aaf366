package io.understudy.versions.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.understudy.identity.AccountId;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.AccessTokenDetails;
import io.understudy.identity.access.AccessTokenId;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.identity.access.TokenDraft;
import io.understudy.identity.access.TokenScope;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.support.StatementCounter;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.registry.FinishedRuns;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@Tag("attack")
class AccessTokenTest extends VersionsTest {
    private static final String PRODUCTION = "/characters/ava-lindqvist/production/miniature/file";
    // The request budgets outlive a test, so every test plays much later than the one before.
    private static final AtomicInteger DAYS = new AtomicInteger();

    @Autowired
    AccessTokenService tokens;

    @Autowired
    TeamService team;

    private MockMvc http;

    @BeforeEach
    void openTheDoor() {
        clock.advance(Duration.ofDays(DAYS.addAndGet(100)));
        http = MockMvcBuilders.webAppContextSetup((WebApplicationContext) context)
                .apply(springSecurity())
                .build();
    }

    @Test
    void aMachineFetchesWhatIsInProductionInItsOwnersName() throws Exception {
        VersionId id = approved();
        NewAccessToken token = tokenOf(mara, "ComfyUI");

        ask(get(PRODUCTION), token)
                .andExpect(status().isOk())
                .andExpect(content().string(FinishedRuns.content(41)))
                .andExpect(header().doesNotExist(HttpHeaders.SET_COOKIE));

        people.signIn(jon);
        assertThat(jdbc.sql("select account_name from version_download where version_id = ?")
                        .param(id.value())
                        .query(String.class)
                        .list())
                .containsExactly("Mara via ComfyUI");
        people.signIn(mara);
        assertThat(tokens.mine(new SearchText(""), ListOrder.NEWEST, Pageable.ofSize(10)))
                .singleElement()
                .extracting(AccessTokenDetails::lastUsedAt)
                .isEqualTo(clock.instant());
    }

    @Test
    void theFileIsNotSentAgainToWhoHasIt() throws Exception {
        VersionId id = approved();
        NewAccessToken token = tokenOf(mara, "ComfyUI");
        String etag = '"' + details(id).file().hex() + '"';

        ask(head(PRODUCTION), token).andExpect(status().isOk()).andExpect(header().string(HttpHeaders.ETAG, etag));
        ask(get(PRODUCTION).header(HttpHeaders.IF_NONE_MATCH, etag), token).andExpect(status().isNotModified());
    }

    @Test
    void aTokenOpensNothingElseWhateverItsOwnersRole() throws Exception {
        VersionId id = approved();
        NewAccessToken token = tokenOf(ines, "ComfyUI");

        for (MockHttpServletRequestBuilder request : List.of(
                get("/"),
                get("/" + VersionRoutes.of(id)),
                get("/" + VersionRoutes.file(id)),
                get("/" + VersionRoutes.releaseBundle(id)),
                get("/team"),
                post("/login"),
                post(PRODUCTION),
                get("/characters/ava-lindqvist/production/miniature/other"))) {
            ask(request, token)
                    .andExpect(status().isForbidden())
                    .andExpect(content().string(containsString("opens the API and production files only")));
        }
        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
    }

    @Test
    void aTokenCarriesAMembersRightsOnly() {
        NewAccessToken token = tokenOf(ines, "ComfyUI");
        VersionId id = signedOff();

        people.signIn(tokens.admit(token.secret()).orElseThrow().person());

        assertThatThrownBy(() -> reviews.approve(id, seen(id), people.proofOf(ines.accountId())))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);
    }

    @Test
    void unknownExpiredAndRevokedTokensAreRefusedAlike() throws Exception {
        approved();
        NewAccessToken expired = tokenOf(mara, "old box");
        clock.advance(Duration.ofDays(31));
        NewAccessToken revoked = tokenOf(mara, "lost box");
        tokens.revoke(revoked.id());

        for (String secret : List.of(expired.secret(), revoked.secret(), "understudy_nothing", "")) {
            ask(get(PRODUCTION), secret)
                    .andExpect(status().isUnauthorized())
                    .andExpect(header().string(HttpHeaders.WWW_AUTHENTICATE, "Bearer"))
                    .andExpect(content().string(containsString("unknown, expired or revoked")));
        }
    }

    @Test
    void aDeactivatedOwnersTokensAreDeadAtOnce() throws Exception {
        approved();
        NewAccessToken token = tokenOf(mara, "ComfyUI");
        people.signIn(ines);
        team.deactivate(new AccountId(mara.accountId()));

        ask(get(PRODUCTION), token).andExpect(status().isUnauthorized());
    }

    @Test
    void aTokenHasSixtyRequestsAMinute() throws Exception {
        approved();
        NewAccessToken token = tokenOf(mara, "ComfyUI");
        for (int request = 0; request < 60; request++) {
            ask(head(PRODUCTION), token).andExpect(status().isOk());
        }

        ask(head(PRODUCTION), token)
                .andExpect(status().isTooManyRequests())
                .andExpect(header().string(HttpHeaders.RETRY_AFTER, "61"));
        clock.advance(Duration.ofSeconds(61));
        ask(head(PRODUCTION), token).andExpect(status().isOk());
    }

    @Test
    void guessingIsSlowedDownAndKeepsNobodyElseOut() throws Exception {
        approved();
        NewAccessToken token = tokenOf(mara, "ComfyUI");
        for (int guess = 0; guess < 30; guess++) {
            ask(get(PRODUCTION), "understudy_" + guess).andExpect(status().isUnauthorized());
        }

        ask(get(PRODUCTION), "understudy_30").andExpect(status().isTooManyRequests());
        ask(get(PRODUCTION), token).andExpect(status().isOk());
    }

    @Test
    void onlyTheHashIsKeptAndEverythingIsInTheAuditTrail() {
        NewAccessToken token = tokenOf(mara, "ComfyUI");
        tokens.revoke(token.id());

        assertThat(jdbc.sql("select token_hash from access_token")
                        .query(String.class)
                        .list())
                .hasSize(1)
                .noneMatch(hash -> token.secret().contains(hash));
        assertThat(token.toString()).doesNotContain(token.secret());
        assertThat(jdbc.sql(
                                "select verb || ' ' || after_json from audit_row where verb like 'token.%' order by sequence")
                        .query(String.class)
                        .list())
                .containsExactly("token.created {\"days\":\"30\",\"scopes\":\"release-read\"}", "token.revoked {}");
    }

    @Test
    void anAdminSeesAndRevokesEverybodysAndOthersOnlyTheirOwn() {
        NewAccessToken token = tokenOf(mara, "ComfyUI");
        AccessTokenId id = token.id();

        people.signIn(jon);
        assertThat(tokens.mine(new SearchText(""), ListOrder.NEWEST, Pageable.ofSize(10)))
                .isEmpty();
        assertThatThrownBy(() -> tokens.revoke(id)).isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> tokens.all(new SearchText(""), ListOrder.NEWEST, PageRequest.ofSize(10)))
                .isInstanceOf(AccessDeniedException.class);

        people.signIn(ines);
        assertThat(tokens.all(new SearchText(""), ListOrder.NEWEST, PageRequest.ofSize(10)))
                .singleElement()
                .extracting(AccessTokenDetails::owner)
                .isEqualTo("Mara");
        assertThat(tokens.all(new SearchText("mar"), ListOrder.NAME, PageRequest.ofSize(10)))
                .hasSize(1);
        assertThat(tokens.all(new SearchText("jon"), ListOrder.NEWEST, PageRequest.ofSize(10)))
                .isEmpty();
        tokens.revoke(id);
        assertThat(tokens.admit(token.secret())).isEmpty();
    }

    @Test
    void nameAndTimeAreHeldToTheirLimits() {
        people.signIn(mara);

        for (String name : List.of(" ", "x".repeat(41), "two\nlines")) {
            assertThatThrownBy(() ->
                            tokens.create(new TokenDraft(name, 30, Set.of(TokenScope.RELEASE_READ), Set.of()), proof()))
                    .isInstanceOf(DomainException.RuleViolation.class);
        }
        for (int days : List.of(0, 367)) {
            assertThatThrownBy(() -> tokens.create(
                            new TokenDraft("box", days, Set.of(TokenScope.RELEASE_READ), Set.of()), proof()))
                    .isInstanceOf(DomainException.RuleViolation.class);
        }
        assertThatThrownBy(() -> tokens.create(
                        new TokenDraft("box", 30, Set.of(TokenScope.RELEASE_READ), Set.of()),
                        people.proofOf(jon.accountId())))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThat(tokens.mine(new SearchText(""), ListOrder.NEWEST, Pageable.ofSize(10)))
                .isEmpty();
    }

    @Test
    void aTokenThatWasJustUsedIsCheckedWithOneQuery() {
        NewAccessToken token = tokenOf(mara, "ComfyUI");
        tokens.admit(token.secret());

        assertThat(StatementCounter.statementsOf(() -> tokens.admit(token.secret())))
                .isEqualTo(1);
    }

    private NewAccessToken tokenOf(SignedInPerson owner, String name) {
        people.signIn(owner);
        return tokens.create(new TokenDraft(name, 30, Set.of(TokenScope.RELEASE_READ), Set.of()), proof());
    }

    private ResultActions ask(MockHttpServletRequestBuilder request, NewAccessToken token) throws Exception {
        return ask(request, token.secret());
    }

    private ResultActions ask(MockHttpServletRequestBuilder request, String secret) throws Exception {
        var before = SecurityContextHolder.getContext();
        SecurityContextHolder.clearContext();
        try {
            return http.perform(request.header(HttpHeaders.AUTHORIZATION, "Bearer " + secret));
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
