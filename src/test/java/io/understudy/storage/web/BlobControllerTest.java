package io.understudy.storage.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;

import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.BlobUrls;
import io.understudy.storage.Serving;
import io.understudy.support.StudioTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@StudioTest
@Tag("attack")
class BlobControllerTest {
    private static final byte[] PICTURE = "stands for a thumbnail".getBytes(UTF_8);

    @Autowired
    BlobStore blobs;

    @Autowired
    People people;

    private final MockMvc mvc;
    private BlobHash picture = BlobHash.of(PICTURE);

    BlobControllerTest(@Autowired WebApplicationContext context) {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @BeforeEach
    void storeAPicture() {
        picture = store("stands for a thumbnail", "image/png", Serving.INLINE);
    }

    @Test
    void aPictureComesWithItsTypeItsLengthAndAStrongTag() throws Exception {
        MockHttpServletResponse answer = ask(get("/" + BlobUrls.of(picture)));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsByteArray()).isEqualTo(PICTURE);
        assertThat(answer.getContentType()).isEqualTo("image/png");
        assertThat(answer.getHeader("Content-Length")).isEqualTo(String.valueOf(PICTURE.length));
        assertThat(answer.getHeader("ETag")).isEqualTo('"' + picture.hex() + '"');
    }

    @Test
    void theBrowserKeepsItButAsksAgain() throws Exception {
        MockHttpServletResponse answer = ask(get("/" + BlobUrls.of(picture)));
        assertThat(answer.getHeaders("Cache-Control")).containsExactly("no-cache, private");
    }

    @Test
    void itCanDoNothingButBeAPicture() throws Exception {
        MockHttpServletResponse answer = ask(get("/" + BlobUrls.of(picture)));
        assertThat(answer.getHeaders("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.getHeaders("Content-Security-Policy")).containsExactly("sandbox; default-src 'none'");
        assertThat(answer.getHeaders("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
    }

    @Test
    void whoHasItIsToldSoWithoutTheBytes() throws Exception {
        MockHttpServletResponse answer =
                ask(get("/" + BlobUrls.of(picture)).header("If-None-Match", '"' + picture.hex() + '"'));
        assertThat(answer.getStatus()).isEqualTo(304);
        assertThat(answer.getContentAsByteArray()).isEmpty();
        assertThat(answer.getHeaders("ETag")).containsExactly('"' + picture.hex() + '"');
        assertThat(answer.getHeaders("Cache-Control")).containsExactly("no-cache, private");
    }

    @Test
    void whoHasAnotherOneGetsTheBytes() throws Exception {
        MockHttpServletResponse answer = ask(get("/" + BlobUrls.of(picture)).header("If-None-Match", "\"other\""));
        assertThat(answer.getStatus()).isEqualTo(200);
    }

    @Test
    void aHeadRequestTellsTheLength() throws Exception {
        MockHttpServletResponse answer = ask(head("/" + BlobUrls.of(picture)));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Length")).isEqualTo(String.valueOf(PICTURE.length));
    }

    @ParameterizedTest
    @EnumSource(value = Serving.class, names = "INLINE", mode = EnumSource.Mode.EXCLUDE)
    void everyOtherBlobIsNotFound(Serving serving) throws Exception {
        BlobHash hidden = store("hidden", "image/png", serving);
        assertNotFound(ask(get("/" + BlobUrls.of(hidden))));
        assertNotFound(ask(get("/" + BlobUrls.of(hidden)).header("If-None-Match", '"' + hidden.hex() + '"')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "not-a-hash",
                "’"
            })
    void whatIsNoKnownHashIsNotFound(String hash) throws Exception {
        assertNotFound(ask(get("/blobs/{hash}", hash)));
    }

    @Test
    void withoutASessionNothingIsServed() throws Exception {
        MockHttpServletResponse answer =
                mvc.perform(get("/" + BlobUrls.of(picture))).andReturn().getResponse();
        assertThat(answer.getStatus()).isIn(302, 401, 403);
        assertThat(answer.getContentAsByteArray()).isEmpty();
        assertThat(answer.getHeader("ETag")).isNull();
    }

    private static void assertNotFound(MockHttpServletResponse answer) {
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsByteArray()).isEmpty();
        assertThat(answer.getHeader("ETag")).isNull();
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request) throws Exception {
        SignedInPerson mara = people.member("Mara");
        return mvc.perform(request.with(authentication(People.authentication(mara))))
                .andReturn()
                .getResponse();
    }

    private BlobHash store(String content, String type, Serving serving) {
        BlobHash[] hash = {picture};
        RunAs.run(() ->
                hash[0] = blobs.store(content.getBytes(UTF_8), type, serving).hash());
        return hash[0];
    }
}
