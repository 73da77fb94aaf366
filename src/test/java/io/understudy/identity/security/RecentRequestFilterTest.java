package io.understudy.identity.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.SettableClock;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RecentRequestFilterTest {
    private static final Duration WHILE = Duration.ofSeconds(2);

    private final SettableClock clock = new SettableClock();
    private final RecentRequestFilter requests = new RecentRequestFilter(clock);

    @Test
    void nobodyIsThereAtTheStart() {
        assertThat(requests.within(WHILE)).isFalse();
    }

    @Test
    void somebodyIsThereDuringARequestAndAWhileAfterIt() throws Exception {
        AtomicBoolean during = new AtomicBoolean();
        answer(new MockHttpServletRequest("POST", "/"), () -> during.set(requests.within(Duration.ZERO)));

        assertThat(during).isTrue();
        assertThat(requests.within(WHILE)).isTrue();
        clock.advance(Duration.ofSeconds(3));
        assertThat(requests.within(WHILE)).isFalse();
    }

    @Test
    void anOpenPageThatNobodyTouchesDoesNotCount() throws Exception {
        MockHttpServletRequest heartbeat = new MockHttpServletRequest("POST", "/");
        heartbeat.setParameter("v-r", "heartbeat");
        answer(heartbeat, () -> {});
        answer(new MockHttpServletRequest("GET", "/actuator/health"), () -> {});
        answer(new MockHttpServletRequest("GET", "/generations/7/previews/0"), () -> {});

        assertThat(requests.within(WHILE)).isFalse();
    }

    @Test
    void aProgramThatAsksAgainAndAgainIsNobodyAtAPage() throws Exception {
        answer(new MockHttpServletRequest("GET", "/api/v1/runs"), () -> {});
        answer(new MockHttpServletRequest("GET", "/%61pi/v1/runs"), () -> {});

        assertThat(requests.within(WHILE)).isFalse();
    }

    private void answer(MockHttpServletRequest request, Runnable work) throws ServletException, IOException {
        requests.doFilter(request, new MockHttpServletResponse(), (in, out) -> work.run());
    }
}
