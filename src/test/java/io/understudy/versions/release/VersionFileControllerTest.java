package io.understudy.versions.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.AuditEvent;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.registry.FinishedRuns;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@RecordApplicationEvents
@Tag("once")
class VersionFileControllerTest extends VersionsTest {
    @Autowired
    ApplicationEvents published;

    private MockMvc http;

    @BeforeEach
    void openTheDoor() {
        http = MockMvcBuilders.webAppContextSetup((WebApplicationContext) context)
                .apply(springSecurity())
                .build();
    }

    @Test
    void aMemberDownloadsTheFileUnderItsName() throws Exception {
        VersionId id = draft();

        http.perform(as(mara, get(url(id))))
                .andExpect(status().isOk())
                .andExpect(content().string(FinishedRuns.content(41)))
                .andExpect(header().string(
                                HttpHeaders.CONTENT_DISPOSITION,
                                containsString("ava-lindqvist_v1_1000steps.safetensors")))
                .andExpect(header().string(HttpHeaders.CONTENT_DISPOSITION, startsWith("attachment")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string(HttpHeaders.ETAG, etag(id)))
                .andExpect(header().longValue(
                                HttpHeaders.CONTENT_LENGTH,
                                FinishedRuns.content(41).length()));
    }

    @Test
    void theLineageIsAFileToKeepBesideIt() throws Exception {
        VersionId id = draft();

        http.perform(as(mara, get(url(id).replace("/file", "/lineage"))))
                .andExpect(status().isOk())
                .andExpect(header().string(
                                HttpHeaders.CONTENT_DISPOSITION,
                                containsString("ava-lindqvist_v1_1000steps.lineage.json")))
                .andExpect(jsonPath("$.version").value("ava-lindqvist_v1_1000steps"))
                .andExpect(jsonPath("$.run").value(41))
                .andExpect(jsonPath("$.snapshot").value(FinishedRuns.SNAPSHOT.hash()))
                .andExpect(jsonPath("$.backend").value("miniature"))
                .andExpect(jsonPath("$.parameters.steps").value(1000))
                .andExpect(jsonPath("$.imported").doesNotExist());
        assertThat(downloads()).isEmpty();
        http.perform(as(mara, get("/versions/" + UUID.randomUUID() + "/lineage")))
                .andExpect(status().isNotFound());
    }

    @Test
    void aDownloadIsAnActOfTheAuditTrail() throws Exception {
        VersionId id = draft();

        http.perform(as(jon, get(url(id)))).andExpect(status().isOk());

        assertThat(downloads()).singleElement().satisfies(event -> {
            assertThat(event.actor().name()).isEqualTo("Jon");
            assertThat(event.subject().name()).isEqualTo("ava-lindqvist_v1_1000steps.safetensors");
        });
    }

    @Test
    void whoHasTheFileAlreadyIsToldSoAndThatIsNoDownload() throws Exception {
        VersionId id = draft();

        http.perform(as(mara, get(url(id)).header(HttpHeaders.IF_NONE_MATCH, etag(id))))
                .andExpect(status().isNotModified())
                .andExpect(content().string(""));
        http.perform(as(mara, head(url(id)))).andExpect(status().isOk());

        assertThat(downloads()).isEmpty();
    }

    @Test
    void aRevokedVersionIsGoneAndSaysWhy() throws Exception {
        VersionId id = revoked();

        http.perform(as(mara, get(url(id))))
                .andExpect(status().isGone())
                .andExpect(content()
                        .string("ava-lindqvist_v1_1000steps.safetensors was revoked by Ines and can no"
                                + " longer be downloaded. The reason: The consent was withdrawn."));
        http.perform(as(mara, get(url(id)).header(HttpHeaders.IF_NONE_MATCH, etag(id))))
                .andExpect(status().isGone());
        assertThat(downloads()).isEmpty();
    }

    @Test
    void theProductionFileHasAnAddressThatStays() throws Exception {
        approved();
        VersionId second = approved();
        String address = "/" + VersionRoutes.production("ava-lindqvist", "miniature");

        http.perform(as(mara, get(address)))
                .andExpect(status().isOk())
                .andExpect(header().string(HttpHeaders.ETAG, etag(second)));
        SecurityContextHolder.clearContext();
        http.perform(get(address)).andExpect(status().is3xxRedirection());
    }

    @Test
    void whoIsNotSignedInGetsNothing() throws Exception {
        VersionId id = draft();

        http.perform(get(url(id))).andExpect(status().is3xxRedirection());
    }

    @Test
    void anAddressOfNoVersionIsNotFoundInWords() throws Exception {
        http.perform(as(mara, get("/versions/" + UUID.randomUUID() + "/file")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(startsWith("There is no such version.")));
    }

    private List<AuditEvent> downloads() {
        return published.stream(AuditEvent.class)
                .filter(event -> event.verb().equals("version.downloaded"))
                .toList();
    }

    private String etag(VersionId id) {
        people.signIn(mara);
        return '"' + details(id).file().hex() + '"';
    }

    private static String url(VersionId id) {
        return "/" + VersionRoutes.file(id);
    }

    private static MockHttpServletRequestBuilder as(SignedInPerson who, MockHttpServletRequestBuilder request) {
        return request.with(authentication(People.authentication(who)));
    }
}
