package io.understudy.identity.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.authenticated;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.unauthenticated;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.LoginThrottle;
import io.understudy.identity.accounts.PasswordChange;
import io.understudy.identity.accounts.ProfileService;
import io.understudy.identity.accounts.TeamService;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@StudioTest
@AutoConfigureMockMvc
@Tag("attack")
class LoginTest {
    // The throttle outlives a test, so every test plays on a later day.
    private static final AtomicInteger DAYS = new AtomicInteger();

    @Autowired
    MockMvc browser;

    @Autowired
    People people;

    @Autowired
    TeamService team;

    @Autowired
    SettableClock clock;

    @BeforeEach
    void leaveEarlierFailuresBehind() {
        clock.advance(Duration.ofDays(DAYS.incrementAndGet()));
    }

    private ResultActions signIn(String email, String password, MockHttpSession session) throws Exception {
        SecurityContextHolder.clearContext();
        return browser.perform(post("/login")
                .session(session)
                .param("username", email)
                .param("password", password)
                .with(csrf()));
    }

    @Test
    void theRightPasswordOpensTheDoor() throws Exception {
        people.member("Mara");

        signIn("mara@example.org", People.PASSWORD, new MockHttpSession())
                .andExpect(authenticated())
                .andExpect(redirectedUrl("/"));
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() throws Exception {
        people.member("Mara");

        signIn("mara@example.org", "wrong", new MockHttpSession())
                .andExpect(unauthenticated())
                .andExpect(redirectedUrl("/login?error"));
        signIn("nobody@example.org", "wrong", new MockHttpSession())
                .andExpect(unauthenticated())
                .andExpect(redirectedUrl("/login?error"));
    }

    @Test
    void afterTenWrongPasswordsTheEleventhAttemptWaitsEvenWithTheRightOne() throws Exception {
        people.member("Mara");
        for (int attempt = 1; attempt <= LoginThrottle.PER_ACCOUNT; attempt++) {
            signIn("mara@example.org", "wrong", new MockHttpSession()).andExpect(redirectedUrl("/login?error"));
        }

        signIn("mara@example.org", People.PASSWORD, new MockHttpSession())
                .andExpect(status().isTooManyRequests())
                .andExpect(header().exists("Retry-After"))
                .andExpect(unauthenticated());

        clock.advance(LoginThrottle.WINDOW);
        signIn("mara@example.org", People.PASSWORD, new MockHttpSession()).andExpect(authenticated());
    }

    @Test
    void afterAFailureTheSignInPageKnowsTheEmailAndHowLongToWait() throws Exception {
        people.member("Mara");
        MockHttpSession session = new MockHttpSession();

        signIn("mara@example.org", "wrong", session);
        assertThat(session.getAttribute(FailedSignIn.KEY)).isEqualTo(new FailedSignIn("mara@example.org", null));

        for (int attempt = 1; attempt < LoginThrottle.PER_ACCOUNT; attempt++) {
            signIn("mara@example.org", "wrong", session);
        }
        signIn("mara@example.org", "wrong", session)
                .andExpect(status().isTooManyRequests())
                .andExpect(header().string("Refresh", "0;url=/login?wait"));
        assertThat(session.getAttribute(FailedSignIn.KEY))
                .isInstanceOfSatisfying(
                        FailedSignIn.class,
                        failed -> assertThat(failed.waitUntil())
                                .isAfter(clock.instant())
                                .isBeforeOrEqualTo(clock.instant().plus(LoginThrottle.WINDOW)));
    }

    @Test
    void anAddressThatGuessesManyNamesHasToWaitToo() throws Exception {
        people.member("Mara");
        for (int attempt = 1; attempt <= LoginThrottle.PER_ADDRESS; attempt++) {
            signIn("nobody" + attempt + "@example.org", "wrong", new MockHttpSession());
        }

        signIn("mara@example.org", People.PASSWORD, new MockHttpSession()).andExpect(status().isTooManyRequests());
    }

    @Test
    void aNetworkOfIpVersion6IsOneAddress() throws Exception {
        people.member("Mara");
        for (int attempt = 1; attempt <= LoginThrottle.PER_ADDRESS; attempt++) {
            signInFrom("2001:db8:7:1::" + attempt, "nobody" + attempt + "@example.org", "wrong");
        }

        signInFrom("2001:db8:7:1:ffff::1", "mara@example.org", People.PASSWORD).andExpect(status().isTooManyRequests());
        signInFrom("2001:db8:7:2::1", "mara@example.org", People.PASSWORD).andExpect(authenticated());
    }

    private ResultActions signInFrom(String address, String email, String password) throws Exception {
        SecurityContextHolder.clearContext();
        return browser.perform(post("/login")
                .with(request -> {
                    request.setRemoteAddr(address);
                    return request;
                })
                .param("username", email)
                .param("password", password)
                .with(csrf()));
    }

    @Test
    void aDeactivatedPersonCannotSignIn() throws Exception {
        SignedInPerson mara = people.member("Mara");
        people.signIn(people.admin("Ines"));
        team.deactivate(new AccountId(mara.accountId()));

        signIn("mara@example.org", People.PASSWORD, new MockHttpSession())
                .andExpect(unauthenticated())
                .andExpect(redirectedUrl("/login?error"));
    }

    @Test
    void deactivationEndsTheOpenSessionsAtOnce() throws Exception {
        SignedInPerson mara = people.member("Mara");
        MockHttpSession session = (MockHttpSession) signIn("mara@example.org", People.PASSWORD, new MockHttpSession())
                .andReturn()
                .getRequest()
                .getSession();
        people.signIn(people.admin("Ines"));

        team.deactivate(new AccountId(mara.accountId()));

        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void aLoginWithoutTheTokenAgainstForgeryIsRefusedAndSaysSo() throws Exception {
        people.member("Mara");

        browser.perform(post("/login").param("username", "mara@example.org").param("password", People.PASSWORD))
                .andExpect(unauthenticated())
                .andExpect(redirectedUrl("/login?ended"));
    }

    @Test
    void twoLongPasswordsThatDifferOnlyLateAreNotInterchangeable() throws Exception {
        SignedInPerson mara = people.signIn(people.member("Mara"));
        String start = "curtain rope lantern ".repeat(3) + "stage door ";
        profile.changePassword(new PasswordChange(People.PASSWORD, start + "A velvet", false));

        signIn(mara.email(), start + "B velvet", new MockHttpSession()).andExpect(unauthenticated());
        signIn(mara.email(), start + "A velvet", new MockHttpSession()).andExpect(authenticated());
    }

    @Autowired
    ProfileService profile;
}
