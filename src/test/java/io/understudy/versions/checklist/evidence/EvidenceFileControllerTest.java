package io.understudy.versions.checklist.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
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
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@Tag("attack")
class EvidenceFileControllerTest extends VersionsTest {
    private static final String PAGE = "<script>alert(document.cookie)</script>";

    @LocalServerPort
    int port;

    @Autowired
    EvidenceFileService files;

    private MockMvc http;

    @BeforeEach
    void openTheDoor() {
        http = MockMvcBuilders.webAppContextSetup((WebApplicationContext) context)
                .apply(springSecurity())
                .build();
    }

    @Test
    void aMemberGetsAnyFileAsAnAttachmentThatNoBrowserOpens() throws Exception {
        VersionId id = inReview();
        BlobHash hash = ticked(id, "mésure.html", PAGE);

        http.perform(as(mara, get(url(id, hash))))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/octet-stream"))
                .andExpect(content().string(PAGE))
                .andExpect(header().longValue(HttpHeaders.CONTENT_LENGTH, PAGE.length()))
                .andExpect(header().string(HttpHeaders.CONTENT_DISPOSITION, startsWith("attachment")))
                .andExpect(header().string(HttpHeaders.CONTENT_DISPOSITION, containsString("m%C3%A9sure.html")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Security-Policy", "sandbox; default-src 'none'"))
                .andExpect(header().string(HttpHeaders.CACHE_CONTROL, "no-store"));
    }

    @Test
    void itCarriesTheSecurityHeaders() throws Exception {
        VersionId id = inReview();
        BlobHash hash = ticked(id, "report.html", PAGE);
        RealBrowser browser = new RealBrowser(port);
        browser.signIn(mara.email(), People.PASSWORD);

        HttpResponse<String> answer = browser.get(url(id, hash));

        assertThat(answer.body()).isEqualTo(PAGE);
        SecurityHeaders.areIn(answer);
    }

    @Test
    void aFileThatWasTakenBackWithItsTickIsStillThere() throws Exception {
        VersionId id = inReview();
        BlobHash hash = ticked(id, "report.txt", "five fingers");
        people.signIn(jon);
        checklist.untick(id, "body", "The lab counted another version.");

        http.perform(as(mara, get(url(id, hash)))).andExpect(status().isOk());
    }

    @Test
    void onlyFilesOfItsOwnTicksAreHandedOut() throws Exception {
        VersionId id = inReview();
        BlobHash hash = ticked(id, "report.txt", "five fingers");
        VersionId other = inReview();
        people.signIn(mara);
        BlobHash lora = details(id).file();

        http.perform(as(mara, get(url(other, hash))))
                .andExpect(status().isNotFound())
                .andExpect(content().string("No tick of this version names this file."));
        http.perform(as(mara, get(url(id, lora)))).andExpect(status().isNotFound());
        http.perform(as(mara, get("/" + VersionRoutes.of(id) + "/evidence/report.txt")))
                .andExpect(status().isNotFound())
                .andExpect(content().string("This is no hash of a file."));
    }

    @Test
    void whoIsNotSignedInGetsNothing() throws Exception {
        VersionId id = inReview();
        BlobHash hash = ticked(id, "report.txt", "five fingers");
        SecurityContextHolder.clearContext();

        http.perform(get(url(id, hash))).andExpect(status().is3xxRedirection());
    }

    private BlobHash ticked(VersionId id, String name, String text) {
        people.signIn(jon);
        Evidence file = files.take(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        checklist.tick(id, "body", "Counted.", List.of(file, Evidence.fact("Holds.")));
        return file.bytesIfAny().orElseThrow();
    }

    private static String url(VersionId id, BlobHash file) {
        return "/" + VersionRoutes.evidenceFile(id, file);
    }

    private static MockHttpServletRequestBuilder as(SignedInPerson who, MockHttpServletRequestBuilder request) {
        return request.with(authentication(People.authentication(who)));
    }
}
