package io.understudy.generation.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.understudy.generation.GenerationId;
import io.understudy.identity.People;
import io.understudy.platform.live.LiveValue;
import io.understudy.support.StudioTest;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@StudioTest
@Tag("attack")
class GenerationPreviewControllerTest {
    @Autowired
    GenerationPreviews previews;

    @Autowired
    People people;

    private final MockMvc mvc;
    private final GenerationId job = new GenerationId(UUID.randomUUID());
    private LiveValue<Map<Integer, Long>> page;

    GenerationPreviewControllerTest(@Autowired WebApplicationContext context) {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @BeforeEach
    void aPictureThatIsBeingGenerated() {
        page = previews.of(job);
        previews.show(job, 3, FakeGenerationBackend.png(7), "image/png");
    }

    private MockHttpServletResponse asMember(int position) throws Exception {
        return mvc.perform(get(path(position)).with(authentication(People.authentication(people.member("Mara")))))
                .andReturn()
                .getResponse();
    }

    private String path(int position) {
        return "/generations/" + job.value() + "/previews/" + position;
    }

    @Test
    void aMemberSeesItAndNoCacheKeepsIt() throws Exception {
        MockHttpServletResponse answer = asMember(3);

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsByteArray()).isEqualTo(FakeGenerationBackend.png(7));
        assertThat(answer.getContentType()).isEqualTo("image/png");
        assertThat(answer.getHeaders("Cache-Control")).containsExactly("no-store");
        assertThat(answer.getHeaders("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.getHeaders("Content-Security-Policy")).containsExactly("sandbox; default-src 'none'");
        assertThat(answer.getHeaders("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
        Reference.reachabilityFence(page);
    }

    @Test
    void aPictureThatIsDoneHasNoPreview() throws Exception {
        previews.forget(job, 3);

        assertThat(asMember(3).getStatus()).isEqualTo(404);
        assertThat(asMember(4).getStatus()).isEqualTo(404);
        Reference.reachabilityFence(page);
    }

    @Test
    void withoutASessionNothingIsServed() throws Exception {
        MockHttpServletResponse answer = mvc.perform(get(path(3))).andReturn().getResponse();

        assertThat(answer.getStatus()).isIn(302, 401, 403);
        assertThat(answer.getContentAsByteArray()).isEmpty();
        Reference.reachabilityFence(page);
    }
}
