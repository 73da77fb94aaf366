package io.understudy.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class IdempotencyFilterTest {
    private static final Claim CLAIM = new Claim(new UUID(0, 7), "k-1", "hash", Instant.EPOCH, Instant.EPOCH);

    private final IdempotencyRepository answers = mock(IdempotencyRepository.class);
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    /** Its commit succeeded, and the message about it was lost. */
    @Test
    @Tag("attack")
    void aLaunchThatFailedHalfWayIsSentAgainUnderItsKey() throws Exception {
        post((request, answer) -> {
            assertThat(Claim.idOf(request)).isEqualTo(Claim.idOf(request));
            answer.setStatus(503);
        });

        verify(answers).release(CLAIM);
        verifyNoMoreInteractions(answers);
        assertThat(response.getStatus()).isEqualTo(503);
    }

    @Test
    void whatMayMakeItsThingTwiceIsNotDoneAgain() throws Exception {
        post((request, answer) -> answer.setStatus(503));

        verify(answers).answered(eq(CLAIM), eq(503), any(), any(), any(), eq(null));
        verifyNoMoreInteractions(answers);
    }

    private void post(Work work) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/characters/ava/runs");
        request.addHeader(IdempotencyFilter.KEY, "k-1");
        FilterChain chain = (asked, answer) -> {
            CLAIM.keepIn((HttpServletRequest) asked);
            work.on((HttpServletRequest) asked, (HttpServletResponse) answer);
        };
        new IdempotencyFilter(answers).doFilter(request, response, chain);
    }

    private interface Work {
        void on(HttpServletRequest request, HttpServletResponse answer);
    }
}
