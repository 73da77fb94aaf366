package io.understudy.identity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.understudy.platform.web.ProblemsOfFilters;
import io.understudy.support.StudioTest;
import java.time.Clock;
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
}
