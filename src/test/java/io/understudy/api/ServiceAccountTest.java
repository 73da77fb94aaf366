package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.datasets.SnapshotId;
import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.identity.access.TokenDraft;
import io.understudy.identity.access.TokenScope;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.ServiceAccount;
import io.understudy.identity.accounts.ServiceAccountService;
import io.understudy.identity.accounts.TeamService;
import io.understudy.identity.security.PasswordAuthenticationProvider;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.search.SearchText;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.release.SnapshotRecallService;
import io.understudy.versions.release.VersionDownloadService;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

class ServiceAccountTest extends ApiTest {
    private static final Set<TokenScope> FETCHING = Set.of(TokenScope.READ, TokenScope.RELEASE_READ);

    @Autowired
    ServiceAccountService services;

    @Autowired
    TeamService team;

    @Autowired
    InvitationService invitations;

    @Autowired
    PasswordAuthenticationProvider signIn;

    @Autowired
    RunFixtures stories;

    @Autowired
    VersionService versions;

    @Autowired
    VersionDownloadService downloads;

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    InboxService inbox;

    @Autowired
    JdbcClient jdbc;

    private SignedInPerson ines;
    private ServiceAccount farm;

    @BeforeEach
    void inesHasAServiceAccount() {
        people.admin("Otto");
        ines = people.signIn(people.admin("Ines"));
        farm = services.create("Render farm");
    }

    private NewAccessToken tokenOfTheFarm(Set<TokenScope> scopes, CharacterId... only) {
        return tokens.createFor(
                farm.id(),
                new TokenDraft(
                        "box 1",
                        30,
                        scopes,
                        Arrays.stream(only).map(CharacterId::value).collect(Collectors.toSet())),
                people.proofOf(ines.accountId()));
    }

    @Test
    void itsTokenStaysWhenTheAdminWhoMadeItLeaves() throws Exception {
        String secret = tokenOfTheFarm(FETCHING).secret();
        people.signIn(people.admin("Otto"));
        team.deactivate(new AccountId(ines.accountId()));

        Reply me = get("/api/v1/me", secret);

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.text("name")).isEqualTo("Render farm via box 1");
        assertThat(me.text("role")).isEqualTo("MEMBER");
    }

    @Test
    void everyAdminRotatesAndRevokesItsTokens() throws Exception {
        NewAccessToken first = tokenOfTheFarm(FETCHING);
        SignedInPerson otto = people.signIn(people.admin("Otto"));

        NewAccessToken second = tokens.rotate(first.id(), Duration.ZERO, people.proofOf(otto.accountId()));

        assertThat(get("/api/v1/me", first.secret()).status()).isEqualTo(401);
        assertThat(get("/api/v1/me", second.secret()).status()).isEqualTo(200);
        people.signIn(otto);
        tokens.revoke(second.id());
        assertThat(get("/api/v1/me", second.secret()).status()).isEqualTo(401);
        assertThat(jdbc.sql(
                                "select verb from audit_row where verb like 'token.%' or verb like 'service.%' order by sequence")
                        .query(String.class)
                        .list())
                .contains("service.created", "token.created", "token.rotated", "token.revoked");
    }

    @Test
    @Tag("twice")
    void theEndOfATokenIsAnnouncedAWeekAndADayBeforeOnceEach() {
        NewAccessToken box = tokenOfTheFarm(FETCHING);
        SignedInPerson otto = people.admin("Otto");

        assertThat(unreadAfter(Duration.ofDays(22), mara)).isEmpty();
        assertThat(unreadAfter(Duration.ofDays(1), mara)).containsExactly("Token “pipeline” ends in 7 days");
        assertThat(unreadAfter(Duration.ofDays(1), mara)).hasSize(1);
        assertThat(unreadAfter(Duration.ofDays(5), mara))
                .containsExactly("Token “pipeline” ends in 1 day", "Token “pipeline” ends in 7 days");
        assertThat(unreadAfter(Duration.ofHours(1), mara)).hasSize(2);

        for (SignedInPerson admin : List.of(ines, otto)) {
            people.signIn(admin);
            assertThat(inbox.page(true, 0).notices())
                    .extracting(entry -> entry.notice().title())
                    .containsExactly("Token “box 1” ends in 1 day", "Token “box 1” ends in 7 days");
            assertThat(inbox.page(true, 0).notices()).allSatisfy(entry -> {
                assertThat(entry.notice().words()).contains("of Render farm");
                assertThat(entry.notice().path())
                        .isEqualTo("tokens?token=" + box.id().value());
            });
        }
    }

    @Test
    void aRotatedTokenIsAnnouncedAgainBeforeItsNewEnd() {
        NewAccessToken box = tokenOfTheFarm(FETCHING);
        assertThat(unreadAfter(Duration.ofDays(23), ines)).containsExactly("Token “box 1” ends in 7 days");

        tokens.rotate(box.id(), Duration.ofDays(1), people.proofOf(ines.accountId()));

        assertThat(unreadAfter(Duration.ofDays(7), ines))
                .as("of the old secret")
                .isEmpty();
        assertThat(unreadAfter(Duration.ofDays(16), ines)).containsExactly("Token “box 1” ends in 7 days");
        tokens.revoke(box.id());
        assertThat(unreadAfter(Duration.ofDays(6), ines)).isEmpty();
    }

    @Test
    void aTokenOfAFewDaysIsAnnouncedOnceADayBeforeItsEnd() {
        tokens.createFor(
                farm.id(), new TokenDraft("for a day", 1, FETCHING, Set.of()), people.proofOf(ines.accountId()));
        tokens.createFor(
                farm.id(), new TokenDraft("for three", 3, FETCHING, Set.of()), people.proofOf(ines.accountId()));

        assertThat(unreadAfter(Duration.ofHours(1), ines)).isEmpty();
        assertThat(unreadAfter(Duration.ofHours(47), ines)).containsExactly("Token “for three” ends in 1 day");
        assertThat(unreadAfter(Duration.ofHours(25), ines))
                .as("of what has ended")
                .isEmpty();
    }

    /** Titles of what is unread when that time has passed and the server has looked for tokens that end. */
    private List<String> unreadAfter(Duration time, SignedInPerson person) {
        clock.advance(time);
        RunAs.run(tokens::remind);
        people.signIn(person);
        return inbox.page(true, 0).notices().stream()
                .map(entry -> entry.notice().title())
                .toList();
    }

    @Test
    void itsTokensEndWithItAndItsNameIsNotGivenAgain() throws Exception {
        String secret = tokenOfTheFarm(FETCHING).secret();

        services.close(farm.id());

        assertThat(get("/api/v1/me", secret).status()).isEqualTo(401);
        people.signIn(ines);
        assertThat(services.all()).isEmpty();
        assertThatThrownBy(() -> services.create("render farm"))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        taken -> assertThat(taken.field()).isEqualTo("name"));
        assertThatThrownBy(() -> tokenOfTheFarm(FETCHING)).isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> services.close(farm.id())).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    @Tag("attack")
    void aServiceMakesAndChangesNothing() throws Exception {
        for (TokenScope scope :
                List.of(TokenScope.WRITE, TokenScope.TRAIN, TokenScope.REVIEW, TokenScope.QUEUE, TokenScope.AUDIT)) {
            assertThatThrownBy(() -> tokenOfTheFarm(Set.of(scope)))
                    .as(scope.word())
                    .isInstanceOfSatisfying(
                            DomainException.RuleViolation.class,
                            refused -> assertThat(refused.field()).isEqualTo("scopes"));
        }
        String secret = tokenOfTheFarm(FETCHING).secret();
        characterWithAPicture("Ava", "ohwx woman");
        token = secret;

        assertThat(get("/api/v1/characters/ava").status()).isEqualTo(200);
        assertThat(post("/api/v1/characters/ava/runs", "{\"backend\":\"told\"}").status())
                .isEqualTo(403);
        assertThat(post("/api/v1/characters/ava/snapshots", "{\"fewerPicturesConfirmed\":true}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    @Tag("attack")
    void aServicesTokenFindsOnlyItsCharacters() throws Exception {
        CharacterId ava = character("Ava", "ohwx woman");
        character("Bea", "sks woman");
        people.signIn(ines);
        String secret = tokenOfTheFarm(FETCHING, ava).secret();

        assertThat(get("/api/v1/characters/ava", secret).status()).isEqualTo(200);
        assertThat(get("/api/v1/characters/bea", secret).status()).isEqualTo(404);
        assertThat(get("/api/v1/reviews", secret).status()).isEqualTo(200);
    }

    @Test
    @Tag("attack")
    void nobodySignsInAsAService() {
        String address = jdbc.sql("select email from account where id = ?")
                .param(farm.id().value())
                .query(String.class)
                .single();
        for (String password : List.of("-", "", People.PASSWORD)) {
            assertThatThrownBy(() ->
                            signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(address, password)))
                    .isInstanceOf(BadCredentialsException.class);
        }
        assertThatThrownBy(() -> invitations.offerNewPassword(farm.id(), people.proof()))
                .isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> team.changeRole(farm.id(), Role.ADMIN, people.proof()))
                .isInstanceOf(DomainException.NotFound.class);
        services.close(farm.id());
        assertThatThrownBy(() -> team.reactivate(farm.id(), people.proof()))
                .isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    @Tag("attack")
    void onlyAdminsHaveServiceAccounts() {
        people.signIn(people.reviewer("Jon"));

        assertThatThrownBy(() -> services.create("Box")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(services::all).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> services.close(farm.id())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> tokenOfTheFarm(FETCHING)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aServiceIsNoPersonOfTheTeam() {
        assertThat(team.active())
                .extracting(Person::name)
                .contains("Ines", "Otto")
                .doesNotContain("Render farm");
        assertThat(team.people(new SearchText("render"), PageRequest.of(0, 10))).isEmpty();
        assertThat(team.find(new SearchText("render"))).isEmpty();
        assertThat(team.activeWith(Role.MEMBER)).doesNotContain(farm.id());
        assertThat(team.names(Set.of(farm.id().value()))).containsValue("Render farm");
    }

    @Test
    void adminsReadThatAFileOfAServiceWasRecalled() throws Exception {
        stories.forget();
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        VersionId version = versions.ofRun(stories.finished(ava, 10, 1e-4).run())
                .orElseThrow()
                .id();
        people.signIn(new SignedInPerson(farm.id().value(), "", "Render farm via box 1", Role.MEMBER));
        downloads.download(version);
        SnapshotId snapshot = new SnapshotId(
                get("/api/v1/characters/ava/snapshots").items("id").getFirst());

        people.signIn(ines);
        recalls.recall(snapshot, "A photo was not ours.", people.proofOf(ines.accountId()));

        people.signIn(people.admin("Otto"));
        assertThat(inbox.page(true, 0).notices())
                .anySatisfy(entry -> assertThat(entry.notice().title()).contains("is recalled: do not use it"));
        people.signIn(ines);
        assertThat(get("/api/v1/recalls", tokenOfTheFarm(FETCHING).secret()).items("version"))
                .containsExactly(version.value().toString());
    }
}
