package io.understudy.identity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.understudy.platform.web.ProblemsOfFilters;
import io.understudy.support.StudioTest;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@StudioTest
class BearerTokenFilterTest {
    @Autowired
    ProblemsOfFilters problems;

    @Autowired
    Clock clock;

    @Test
    void whatFailsBeforeAControllerIsAProblem() throws Exception {
        AccessTokenService tokens = mock(AccessTokenService.class);
        when(tokens.admit(anyString())).thenThrow(new IllegalStateException("no database"));
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/me");
        request.addHeader("Authorization", "Bearer understudy_x");
        MockHttpServletResponse response = new MockHttpServletResponse();

        new BearerTokenFilter(tokens, problems, clock).doFilter(request, response, new MockFilterChain());

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getContentType()).startsWith("application/problem+json");
        assertThat(response.getContentAsString()).contains("requestId").doesNotContain("no database");
    }

    @Test
    @Tag("attack")
    void wrongTokensFromOneNetworkOfIpVersion6AreCountedTogether() throws Exception {
        AccessTokenService tokens = mock(AccessTokenService.class);
        when(tokens.admit(anyString())).thenReturn(Optional.empty());
        BearerTokenFilter filter = new BearerTokenFilter(tokens, problems, clock);
        for (int attempt = 0; attempt < BearerTokenFilter.WRONG_PER_ADDRESS; attempt++) {
            assertThat(answer(filter, "2001:db8:7:1::" + attempt)).isEqualTo(401);
        }

        assertThat(answer(filter, "2001:db8:7:1:ffff::1")).isEqualTo(429);
        assertThat(answer(filter, "2001:db8:7:2::1")).isEqualTo(401);
    }

    private static int answer(BearerTokenFilter filter, String address) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/me");
        request.addHeader("Authorization", "Bearer understudy_x");
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
