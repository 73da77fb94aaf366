package io.understudy.identity.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.TokenDraft;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@StudioTest
@AutoConfigureMockMvc
@RecordApplicationEvents
@Tag("attack")
class AccountPromisesTest {
    private static final String ANOTHER = "velvet ladder prompt box";
    // The throttle outlives a test, so every test plays on a later day.
    private static final AtomicInteger DAYS = new AtomicInteger();

    @Autowired
    MockMvc browser;

    @Autowired
    People people;

    @Autowired
    Reauthentication passwords;

    @Autowired
    ProfileService profile;

    @Autowired
    InvitationService invitations;

    @Autowired
    TeamService team;

    @Autowired
    AccessTokenService tokens;

    @Autowired
    SettableClock clock;

    @Autowired
    ApplicationEvents published;

    @BeforeEach
    void leaveEarlierFailuresBehind() {
        clock.advance(Duration.ofDays(DAYS.incrementAndGet()));
    }

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void oneMembersWrongPasswordsKeepNobodyElseFromProvingTheirs() {
        sitDown(people.member("Mara"), "at home");
        for (int round = 0; round < 4; round++) {
            guess(LoginThrottle.PER_ACCOUNT - 1);
            passwords.prove(People.PASSWORD);
        }

        sitDown(people.admin("Ines"), "in the studio");
        assertThatCode(() -> passwords.prove(People.PASSWORD)).doesNotThrowAnyException();
    }

    @Test
    void wrongPasswordsAtTheLoginKeepNobodyFromProvingTheirs() throws Exception {
        people.admin("Ines");
        for (int attempt = 0; attempt < LoginThrottle.PER_ADDRESS; attempt++) {
            logIn("ines@example.org", "wrong");
        }

        sitDown(people.admin("Ines"), "in the studio");
        assertThatCode(() -> passwords.prove(People.PASSWORD)).doesNotThrowAnyException();
    }

    @Test
    void wrongPasswordsInOneSessionOfAPersonLeaveTheOtherAlone() {
        sitDown(people.admin("Ines"), "forgotten in a café");
        guess(LoginThrottle.PER_ACCOUNT);
        assertThatThrownBy(() -> passwords.prove(People.PASSWORD)).hasMessageStartingWith("Too many wrong passwords");

        sitDown(people.admin("Ines"), "in the studio");
        assertThatCode(() -> passwords.prove(People.PASSWORD)).doesNotThrowAnyException();
    }

    @Test
    void wrongPasswordsOfAPersonWhoIsSignedInDoNotKeepThemFromSigningIn() throws Exception {
        sitDown(people.admin("Ines"), "in the studio");
        guess(LoginThrottle.PER_ACCOUNT);

        assertThat(logIn("ines@example.org", People.PASSWORD)).isEqualTo("/");
    }

    @Test
    void manyGuessesAtOnceAreNoWayAroundTheWait() throws Exception {
        people.admin("Ines");

        List<String> answers = atOnce(40, () -> logIn("ines@example.org", "wrong"));

        assertThat(answers).filteredOn("/login?error"::equals).hasSizeLessThanOrEqualTo(LoginThrottle.PER_ACCOUNT);
    }

    @Test
    void theProfileAnswersNoMoreGuessesThanAnyOtherStep() {
        sitDown(people.admin("Ines"), "forgotten in a café");
        for (int attempt = 0; attempt < LoginThrottle.PER_ACCOUNT; attempt++) {
            assertThatThrownBy(() -> profile.changePassword(new PasswordChange("wrong", ANOTHER, false)))
                    .isInstanceOfSatisfying(
                            DomainException.RuleViolation.class,
                            broken -> assertThat(broken.field()).isEqualTo("current"))
                    .hasMessageStartingWith("This is not your password");
        }

        assertThatThrownBy(() -> profile.changePassword(new PasswordChange(People.PASSWORD, ANOTHER, false)))
                .hasMessageStartingWith("Too many wrong passwords. Try again in");
        assertThatThrownBy(() -> passwords.prove(People.PASSWORD))
                .hasMessageStartingWith("Too many wrong passwords. Try again in");
        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("person.password-refused")))
                .hasSize(LoginThrottle.PER_ACCOUNT);
        clock.advance(LoginThrottle.WINDOW);
        assertThatCode(() -> profile.changePassword(new PasswordChange(People.PASSWORD, ANOTHER, false)))
                .doesNotThrowAnyException();
    }

    @Test
    void aNewLinkForAPasswordReplacesTheOneBefore() {
        SignedInPerson jon = people.reviewer("Jon");
        String first = offer(jon);
        String second = offer(jon);

        dead(first);
        assertThat(invitations.openForNewPasswords()).hasSize(1);
        assertThat(invitations.chooseNewPassword(second, ANOTHER)).isEqualTo("jon@example.org");
        dead(second);
        assertThat(invitations.openForNewPasswords()).isEmpty();
    }

    @Test
    void ofManyLinksMadeAtOnceOneIsOpen() throws Exception {
        SignedInPerson ines = people.admin("Ines");
        AccountId jon = new AccountId(people.reviewer("Jon").accountId());

        List<String> made = atOnce(8, () -> {
            people.signIn(ines);
            return invitations.offerNewPassword(jon, people.proof());
        });

        people.signIn(ines);
        assertThat(invitations.openForNewPasswords()).hasSize(1);
        assertThat(made).filteredOn(this::opens).hasSize(1);
    }

    @Test
    void aLinkUsedTwiceAtOnceIsUsedOnce() throws Exception {
        String secret = offer(people.reviewer("Jon"));

        List<String> answers = atOnce(4, () -> {
            try {
                return invitations.chooseNewPassword(secret, ANOTHER);
            } catch (DomainException.NotFound dead) {
                return "dead";
            }
        });

        assertThat(answers).filteredOn("jon@example.org"::equals).hasSize(1);
        assertThat(answers).filteredOn("dead"::equals).hasSize(3);
    }

    @Test
    void everyAdminSeesForWhomALinkIsAndWhoMadeItAndCanWithdrawIt() {
        SignedInPerson jon = people.reviewer("Jon");
        String secret = offer(jon);

        people.signIn(people.admin("Olaf"));
        OpenPasswordLink link = invitations.openForNewPasswords().getFirst();
        assertThat(link.name()).isEqualTo("Jon");
        assertThat(link.email()).isEqualTo("jon@example.org");
        assertThat(link.madeBy()).isEqualTo("Ines");
        assertThat(link.createdAt()).isEqualTo(clock.instant());
        assertThat(link.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));

        invitations.withdraw(link.id());

        dead(secret);
        assertThat(invitations.openForNewPasswords()).isEmpty();
        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("person.new-password-withdrawn")))
                .singleElement()
                .satisfies(event -> assertThat(event.actor().name()).isEqualTo("Olaf"));
        assertThatThrownBy(() -> invitations.withdraw(link.id())).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void aLinkIsDeadOnceItsOwnerHasChosenAPassword() {
        SignedInPerson jon = people.reviewer("Jon");
        String secret = offer(jon);

        people.signIn(jon);
        profile.changePassword(new PasswordChange(People.PASSWORD, ANOTHER, false));

        dead(secret);
    }

    @Test
    void aLinkIsDeadOnceItsOwnerWasDeactivatedEvenWhenTheyComeBack() {
        SignedInPerson jon = people.reviewer("Jon");
        String secret = offer(jon);
        AccountId account = new AccountId(jon.accountId());

        team.deactivate(account);
        dead(secret);
        team.reactivate(account, people.proof());

        dead(secret);
    }

    @Test
    void whatAnAdminHandedOutEndsWithTheirRole() {
        people.admin("Ines");
        SignedInPerson olaf = people.signIn(people.admin("Olaf"));
        String invitation = invitations.invite("A friend", Role.ADMIN, people.proof());
        String password = invitations.offerNewPassword(
                new AccountId(people.reviewer("Jon").accountId()), people.proof());

        people.signIn(people.admin("Ines"));
        team.changeRole(new AccountId(olaf.accountId()), Role.MEMBER, people.proof());

        dead(password);
        assertThatThrownBy(() -> invitations.welcome(invitation)).isInstanceOf(DomainException.NotFound.class);
        assertThat(invitations.open()).isEmpty();
        assertThat(invitations.openForNewPasswords()).isEmpty();
    }

    @Test
    void anAccountWhosePasswordCameByALinkIsConfirmedByAnotherAdminThanTheOneWhoMadeIt() {
        SignedInPerson jon = people.reviewer("Jon");
        AccountId account = new AccountId(jon.accountId());
        SignedInPerson ines = people.signIn(people.admin("Ines"));
        assertThat(linkMaker(jon)).isNull();
        invitations.chooseNewPassword(offer(jon), ANOTHER);
        assertThat(linkMaker(jon)).isEqualTo(ines.accountId());

        assertThatThrownBy(() -> team.confirm(account, people.proof())).hasMessageStartingWith("You created a link");
        people.signIn(jon);
        profile.changePassword(new PasswordChange(ANOTHER, "curtain rope lantern 42", false));
        assertThat(linkMaker(jon)).isEqualTo(ines.accountId());
        assertThatThrownBy(() -> team.confirm(account, people.proof())).isInstanceOf(AccessDeniedException.class);

        people.signIn(people.admin("Olaf"));
        team.confirm(account, people.proof());
        assertThat(linkMaker(jon)).isNull();
        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("person.account-confirmed")))
                .hasSize(1);
    }

    @Test
    void anAdminWhosePasswordCameByALinkVouchesForNobody() {
        SignedInPerson olaf = people.admin("Olaf");
        SignedInPerson jon = people.reviewer("Jon");
        invitations.chooseNewPassword(offer(jon), ANOTHER);
        invitations.chooseNewPassword(offer(olaf), ANOTHER);

        people.signIn(olaf);
        assertThatThrownBy(() -> team.confirm(new AccountId(jon.accountId()), people.proof()))
                .hasMessageStartingWith("Your own password was chosen by a link");
        assertThatThrownBy(() -> team.confirm(new AccountId(olaf.accountId()), people.proof()))
                .hasMessageStartingWith("Your own password was chosen by a link");
        assertThatThrownBy(() -> invitations.offerNewPassword(new AccountId(jon.accountId()), people.proof()))
                .hasMessageStartingWith("Your own password was chosen by a link");
    }

    @Test
    void aNewPasswordEndsTheTokensUnlessTheyAreKept() {
        SignedInPerson mara = people.member("Mara with machines");
        sitDown(mara, "at home");
        String token = token();
        profile.changePassword(new PasswordChange(People.PASSWORD, ANOTHER, true));
        assertThat(tokens.admit(token)).isPresent();

        profile.changePassword(new PasswordChange(ANOTHER, People.PASSWORD, false));
        assertThat(tokens.admit(token)).isEmpty();
    }

    @Test
    void aPasswordChosenByALinkEndsTheTokens() {
        SignedInPerson jon = people.reviewer("Jon with machines");
        sitDown(jon, "at home");
        String token = token();
        invitations.chooseNewPassword(offer(jon), ANOTHER);
        assertThat(tokens.admit(token)).isEmpty();
    }

    @Test
    void theTokensOfAPersonWhoComesBackStayRevoked() {
        SignedInPerson bo = people.member("Bo with machines");
        sitDown(bo, "at home");
        String token = token();
        people.signIn(people.admin("Ines"));
        team.deactivate(new AccountId(bo.accountId()));
        team.reactivate(new AccountId(bo.accountId()), people.proof());
        assertThat(tokens.admit(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Ada Lovelace", "ada  lovelace", "Аda Lovelace", "Ada Love1ace", "Ada-Lovelace", "Ａda Lovelace"})
    void aNameThatLooksLikeAnothersIsRefused(String name) {
        people.member("Ada Lovelace");
        sitDown(people.member("Cem"), "at home");
        assertThatThrownBy(() -> profile.rename(name))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("name"))
                .hasMessageStartingWith("Someone in the team has this name, or one that looks like it.");
        people.signIn(people.admin("Ines"));
        String invitation = invitations.invite("New", Role.MEMBER, people.proof());
        assertThatThrownBy(() -> invitations.join(invitation, new NewPerson(name, "new@example.org", ANOTHER)))
                .hasMessageStartingWith("Someone in the team has this name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada \u202ecalevoL", "Ada\u200b Lovelace", "Ada\u2066", "Ada\ue000", "Ada\u2028B"})
    void aNameWithInvisibleCharactersIsRefused(String name) {
        sitDown(people.member("Cem"), "at home");
        assertThatThrownBy(() -> profile.rename(name)).hasMessageContaining("invisible characters");
    }

    @Test
    void aPersonMayWriteTheirOwnNameDifferently() {
        sitDown(people.member("Dana Ruiz"), "at home");
        assertThatCode(() -> profile.rename("dana ruiz")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"adaadmin1", "Ada.Admin.1", "ada-admin-2026"})
    void aPasswordMadeOfNameAndAddressIsRefused(String password) {
        people.signIn(people.admin("Ines"));
        String invitation = invitations.invite("Ada", Role.ADMIN, people.proof());
        assertThatThrownBy(() ->
                        invitations.join(invitation, new NewPerson("Ada Admin", "ada.admin@studio.example", password)))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("password"))
                .hasMessageStartingWith("This password is easily guessed");
    }

    @Test
    void aSessionEndsAfterItsLifetimeHoweverBusyItIs() throws Exception {
        people.member("Mara");
        MockHttpSession session = new MockHttpSession();
        browser.perform(post("/login")
                .session(session)
                .param("username", "mara@example.org")
                .param("password", People.PASSWORD)
                .with(csrf()));
        for (int hour = 1; hour < 12; hour++) {
            clock.advance(Duration.ofHours(1));
            browser.perform(get("/blobs/unknown").session(session)).andExpect(status().isNotFound());
        }
        clock.advance(Duration.ofHours(1));
        browser.perform(get("/blobs/unknown").session(session)).andExpect(status().is3xxRedirection());
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void signingOutTakesPicturesOutOfTheBrowser() throws Exception {
        assertThat(browser.perform(post("/logout").secure(true).with(csrf()))
                        .andReturn()
                        .getResponse()
                        .getHeader("Clear-Site-Data"))
                .isEqualTo("\"cache\"");
    }

    private String token() {
        return tokens.create(
                        new TokenDraft("render box", 30, Set.of(TokenScope.RELEASE_READ), Set.of()),
                        passwords.prove(People.PASSWORD))
                .secret();
    }

    private @Nullable UUID linkMaker(SignedInPerson person) {
        return team.active().stream()
                .filter(one -> one.id().value().equals(person.accountId()))
                .findFirst()
                .orElseThrow()
                .passwordLinkBy();
    }

    private void sitDown(SignedInPerson person, String where) {
        people.signIn(person);
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setSession(new MockHttpSession(null, where));
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    private void guess(int times) {
        for (int attempt = 0; attempt < times; attempt++) {
            assertThatThrownBy(() -> passwords.prove("wrong")).hasMessageStartingWith("This is not your password");
        }
    }

    private String logIn(String email, String password) throws Exception {
        SecurityContextHolder.clearContext();
        var answer = browser.perform(post("/login")
                        .param("username", email)
                        .param("password", password)
                        .with(csrf()))
                .andReturn()
                .getResponse();
        String to = answer.getRedirectedUrl();
        return to == null ? String.valueOf(answer.getStatus()) : to;
    }

    private String offer(SignedInPerson to) {
        people.signIn(people.admin("Ines"));
        return invitations.offerNewPassword(new AccountId(to.accountId()), people.proof());
    }

    private boolean opens(String secret) {
        try {
            return invitations.welcome(secret).newPasswordOnly();
        } catch (DomainException.NotFound dead) {
            return false;
        }
    }

    private void dead(String secret) {
        assertThatThrownBy(() -> invitations.welcome(secret)).isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> invitations.chooseNewPassword(secret, ANOTHER))
                .isInstanceOf(DomainException.NotFound.class);
    }

    private static List<String> atOnce(int many, Callable<String> step) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            List<Future<String>> begun = threads.invokeAll(
                    IntStream.range(0, many).mapToObj(number -> step).toList());
            List<String> answers = new java.util.ArrayList<>();
            for (Future<String> one : begun) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
