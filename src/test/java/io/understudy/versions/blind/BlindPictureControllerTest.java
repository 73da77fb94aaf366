package io.understudy.versions.blind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.storage.BlobHash;
import io.understudy.support.RealBrowser;
import io.understudy.support.SecurityHeaders;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@Tag("attack")
class BlindPictureControllerTest extends SheetsTest {
    @LocalServerPort
    int port;

    @Autowired
    BlindService comparisons;

    @Autowired
    BlindContestants contestants;

    private MockMvc http;

    @BeforeEach
    void openTheDoor() {
        http = MockMvcBuilders.webAppContextSetup((WebApplicationContext) context)
                .apply(springSecurity())
                .build();
    }

    @Test
    void aVoterGetsBothSidesAndNothingThatTellsWhichIsWhich() throws Exception {
        BlindId id = comparison();
        comparisons.next(id);
        BlobHash left = comparisons.picture(id, 1, true);
        BlobHash right = comparisons.picture(id, 1, false);

        MockHttpServletResponse answer = http.perform(as(mara, get("/" + BlindRoutes.picture(id, 1, true))))
                .andExpect(status().isOk())
                .andExpect(content().contentType("image/png"))
                .andExpect(header().string(HttpHeaders.CACHE_CONTROL, "no-store"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Cross-Origin-Resource-Policy", "same-origin"))
                .andExpect(header().doesNotExist(HttpHeaders.ETAG))
                .andExpect(header().doesNotExist(HttpHeaders.LAST_MODIFIED))
                .andExpect(header().doesNotExist(HttpHeaders.CONTENT_DISPOSITION))
                .andReturn()
                .getResponse();

        assertThat(BlobHash.of(answer.getContentAsByteArray())).isEqualTo(left);
        assertThat(answer.getHeaderNames().stream().flatMap(name -> answer.getHeaders(name).stream()))
                .noneMatch(value -> value.contains(left.hex()) || value.contains("sheet"));
        http.perform(as(mara, get("/" + BlindRoutes.picture(id, 1, false))))
                .andExpect(result -> assertThat(BlobHash.of(result.getResponse().getContentAsByteArray()))
                        .isEqualTo(right));
    }

    @Test
    void itCarriesTheSecurityHeadersAndNothingElseTells() throws Exception {
        BlindId id = comparison();
        comparisons.next(id);
        BlobHash left = comparisons.picture(id, 1, true);
        RealBrowser browser = new RealBrowser(port);
        browser.signIn(mara.email(), People.PASSWORD);

        HttpResponse<String> answer = browser.get("/" + BlindRoutes.picture(id, 1, true));

        assertThat(answer.statusCode()).isEqualTo(200);
        SecurityHeaders.areIn(answer);
        assertThat(answer.headers().map().values().stream().flatMap(List::stream))
                .noneMatch(value -> value.contains(left.hex()));
    }

    @Test
    void whoHasNoOrderYetAndWhatIsNoPairIsNotFound() throws Exception {
        BlindId id = comparison();
        comparisons.next(id);

        SignedInPerson piet = people.member("Piet");
        for (MockHttpServletRequestBuilder request : List.of(
                as(piet, get("/" + BlindRoutes.picture(id, 1, true))),
                as(mara, get("/" + BlindRoutes.picture(id, 3, true))),
                as(mara, get("/" + BlindRoutes.picture(new BlindId(UUID.randomUUID()), 1, true))))) {
            http.perform(request).andExpect(status().isNotFound());
        }
    }

    @Test
    void whoIsNotSignedInGetsNothing() throws Exception {
        BlindId id = comparison();
        comparisons.next(id);
        SecurityContextHolder.clearContext();

        http.perform(get("/" + BlindRoutes.picture(id, 1, true))).andExpect(status().is3xxRedirection());
    }

    @AfterEach
    void signInAgain() {
        people.signIn(mara);
    }

    private BlindId comparison() {
        drawnSheet();
        return comparisons.make(contestants.of(version).subList(0, 2));
    }

    private static MockHttpServletRequestBuilder as(SignedInPerson who, MockHttpServletRequestBuilder request) {
        return request.with(authentication(People.authentication(who)));
    }
}
