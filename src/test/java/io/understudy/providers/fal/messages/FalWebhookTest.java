package io.understudy.providers.fal.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.understudy.identity.People;
import io.understudy.providers.fal.FakeAnswer;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FakeFal.Message;
import io.understudy.providers.fal.FalConnection;
import io.understudy.providers.fal.FalFileDelivery;
import io.understudy.providers.fal.FalRequestEnded;
import io.understudy.providers.fal.FalRequestMonitor;
import io.understudy.providers.fal.FalRequestMonitor.Watch;
import io.understudy.support.CapturedLog;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The endpoint that is open to the internet: what gets through it, and what does not. */
@StudioTest
@RecordApplicationEvents
@Tag("attack")
class FalWebhookTest {
    private static final FakeFal FAL = FakeFal.shared();
    private static final UUID REFERENCE = UUID.fromString("0b0ff7a1-8f4c-4f3e-9a51-0a3a6c1b2d3e");

    @Autowired
    FalRequestMonitor news;

    @Autowired
    FalMessageRepository rows;

    @Autowired
    FalConnection connection;

    @Autowired
    FalFileDelivery uploads;

    @Autowired
    RecurringTask<Void> forgetFalMessages;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    @Autowired
    ApplicationEvents events;

    private final MockMvc mvc;
    private String requestId = "";

    FalWebhookTest(@Autowired WebApplicationContext context) {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @BeforeEach
    void another() {
        FAL.forget();
        requestId = UUID.randomUUID().toString();
    }

    @Test
    void aSignedMessageWakesWhoeverWaitsForTheRequest() throws Exception {
        try (Watch watch = news.watch(requestId)) {
            assertThat(send(message())).isEqualTo(204);

            // Would be a day otherwise.
            watch.await(Duration.ofDays(1));
        }
        assertThat(events.stream(FalRequestEnded.class)).containsExactly(new FalRequestEnded(REFERENCE, requestId));
    }

    @Test
    void aMessageThatReachesAnotherNodeWakesTheOneThatWaits() throws Exception {
        FalRequestMonitor here = new FalRequestMonitor();
        FalMessagePoller fromOthers = new FalMessagePoller(here, rows, false);
        try (Watch watch = here.watch(requestId)) {
            fromOthers.listen();
            assertThat(here.watched()).containsExactly(requestId);

            // The other node, which has taken the message, is the one of the studio.
            assertThat(send(message())).isEqualTo(204);
            fromOthers.listen();

            watch.await(Duration.ofDays(1));
            assertThat(here.watched()).isEmpty();
        }
    }

    @Test
    void messagesAreForgottenOnceTheyWouldBeRefusedAnyway() throws Exception {
        assertThat(send(message())).isEqualTo(204);

        assertThat(rows.forgetBefore(clock.instant())).isZero();
        assertThat(rows.forgetBefore(clock.instant().plus(Duration.ofDays(1)))).isPositive();
    }

    @Test
    void whereAnUploadLiesIsForgottenOnceItIsNoLongerUsedAgain(@TempDir Path folder) throws Exception {
        people.signIn(people.admin("Ada"));
        connection.connect(FakeFal.KEY);
        uploads.deliver(Files.writeString(folder.resolve("dataset.zip"), "a zip"), "dataset.zip", "application/zip");

        clock.advance(Duration.ofDays(1));
        assertThat(uploadsAfterForgetting()).isOne();
        clock.advance(Duration.ofSeconds(1));
        assertThat(uploadsAfterForgetting()).isZero();
    }

    private long uploadsAfterForgetting() {
        forgetFalMessages.executeRecurringly(
                forgetFalMessages.instance(RecurringTask.INSTANCE), mock(ExecutionContext.class));
        return jdbc.sql("select count(*) from fal_upload").query(Long.class).single();
    }

    @Test
    void aMessageAboutARequestThatNobodyWaitsForIsTakenSoThatItIsNotSentAgain() throws Exception {
        assertThat(send(message())).isEqualTo(204);
    }

    @Test
    void aMessageCountsOnceHoweverOftenItIsSent() throws Exception {
        Message message = message();
        assertThat(send(message)).isEqualTo(204);
        clock.advance(Duration.ofMinutes(4));
        assertThat(send(message)).isEqualTo(204);

        assertThat(events.stream(FalRequestEnded.class)).hasSize(1);
    }

    @Test
    void aMessageThatSomebodyKeptForLaterIsRefused() throws Exception {
        Message message = message();
        clock.advance(Duration.ofMinutes(5).plusSeconds(1));

        assertThat(send(message)).isEqualTo(403);
        assertThat(events.stream(FalRequestEnded.class)).isEmpty();
    }

    @Test
    void aMessageFromTheFutureIsRefused() throws Exception {
        Message message = FAL.signed(requestId, body(), clock.instant().plus(Duration.ofMinutes(6)));

        assertThat(send(message)).isEqualTo(403);
    }

    @Test
    void aMessageThatWasChangedOnItsWayIsRefused() throws Exception {
        Message genuine = message();
        byte[] other = "{\"request_id\":\"other\"}".getBytes(UTF_8);

        assertThat(send(new Message(genuine.headers(), other))).isEqualTo(403);
        assertThat(events.stream(FalRequestEnded.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Fal-Webhook-Request-Id, another-request",
        "X-Fal-Webhook-User-Id, somebody-else",
        "X-Fal-Webhook-Signature, 00",
        "X-Fal-Webhook-Signature, not hexadecimal",
        "X-Fal-Webhook-Timestamp, yesterday"
    })
    void aMessageWithAnotherHeaderIsRefused(String name, String value) throws Exception {
        Map<String, String> headers = new HashMap<>(message().headers());
        headers.put(name, value);

        assertThat(send(new Message(headers, body()))).isIn(400, 403);
        assertThat(events.stream(FalRequestEnded.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Fal-Webhook-Request-Id",
                "X-Fal-Webhook-User-Id",
                "X-Fal-Webhook-Timestamp",
                "X-Fal-Webhook-Signature"
            })
    void aMessageWithoutAHeaderIsRefused(String missing) throws Exception {
        Map<String, String> headers = new HashMap<>(message().headers());
        headers.remove(missing);

        assertThat(send(new Message(headers, body()))).isEqualTo(400);
    }

    @Test
    void whatIsSignedButMakesNoSenseIsRefused() throws Exception {
        assertThat(send(FAL.signed(requestId, "<html>".getBytes(UTF_8), clock.instant())))
                .isEqualTo(400);
    }

    @Test
    void aHugeMessageIsRefusedBeforeItIsRead() throws Exception {
        assertThat(send(FAL.signed(requestId, new byte[(1 << 20) + 1], clock.instant())))
                .isEqualTo(413);
    }

    @Test
    void newKeysOfFalsAreFetchedWhenASignatureFitsNoKnownOne() throws Exception {
        assertThat(send(message())).isEqualTo(204);
        clock.advance(Duration.ofMinutes(2));
        FAL.changeSigningKeys();
        requestId = UUID.randomUUID().toString();

        assertThat(send(message())).isEqualTo(204);
    }

    @Test
    void wrongSignaturesDoNotMakeUsAskFalAgainAndAgain() throws Exception {
        clock.advance(Duration.ofDays(2));
        assertThat(send(message())).isEqualTo(204);
        int before = FAL.looksAtKeys();
        FakeFal other = new FakeFal();
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(send(other.signed(requestId, body(), clock.instant()))).isEqualTo(403);
        }
        other.close();

        assertThat(FAL.looksAtKeys()).isEqualTo(before);
    }

    @Test
    void whileTheKeysCannotBeFetchedFalIsAskedToSendItAgain() throws Exception {
        clock.advance(Duration.ofDays(4));
        FAL.answerOnce("jwks", FakeAnswer.of(500, ""));
        assertThat(send(message())).isEqualTo(503);

        assertThat(send(message())).isEqualTo(204);
    }

    @Test
    void theLogSaysWhyAndRepeatsNothing() throws Exception {
        Map<String, String> headers = new HashMap<>(message().headers());
        headers.put("X-Fal-Webhook-User-Id", "somebody-else");

        try (CapturedLog log = new CapturedLog()) {
            send(new Message(headers, body()));

            assertThat(log.text())
                    .contains("none of fal.ai's keys made its signature")
                    .doesNotContain("somebody-else", requestId);
        }
    }

    @Test
    void nothingElseIsOpenBesideThisDoor() throws Exception {
        assertThat(status(get("/webhooks/fal/" + REFERENCE))).isNotEqualTo(200);
        assertThat(status(post("/webhooks/other/" + REFERENCE))).isIn(302, 401, 403);
        assertThat(status(post("/webhooks/fal/" + REFERENCE + "/more"))).isIn(302, 401, 403);
    }

    private byte[] body() {
        return ("{\"request_id\":\"" + requestId + "\",\"status\":\"OK\"}").getBytes(UTF_8);
    }

    private Message message() {
        return FAL.signed(requestId, body(), clock.instant());
    }

    private int send(Message message) throws Exception {
        MockHttpServletRequestBuilder request = post("/webhooks/fal/" + REFERENCE)
                .contentType("application/json")
                .content(message.body());
        message.headers().forEach(request::header);
        return status(request);
    }

    private int status(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse().getStatus();
    }
}
