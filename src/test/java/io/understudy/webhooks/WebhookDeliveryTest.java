package io.understudy.webhooks;

import static io.understudy.collaboration.comments.FakeCommentableType.THERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.settings.SecretName;
import io.understudy.settings.SecretService;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import io.understudy.webhooks.FakeReceiver.Message;
import io.understudy.webhooks.messages.Delivery;
import io.understudy.webhooks.messages.DeliveryAnswer;
import io.understudy.webhooks.messages.DeliverySender;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages on their way: signed, tried again, never lost, never sent by two nodes at a time. */
@StudioTest
class WebhookDeliveryTest {
    private static final Duration LONGER_THAN_LEASE = Duration.ofSeconds(21);

    private static final SearchText EVERYTHING = new SearchText("");

    @Autowired
    WebhookService webhooks;

    @Autowired
    WebhookNetworks networks;

    @Autowired
    DeliveryService deliveries;

    @Autowired
    DeliveryQueue queue;

    @Autowired
    DeliveryWriter writer;

    @Autowired
    DeliverySender sender;

    @Autowired
    DeliveryMetrics metrics;

    @Autowired
    MeterRegistry meters;

    @Autowired
    SecretService secrets;

    @Autowired
    CommentService comments;

    @Autowired
    InboxService inbox;

    @Autowired
    JobClaimRepository claims;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private final FakeReceiver receiver = new FakeReceiver();

    @BeforeEach
    void anAdminAllowsThisComputer() {
        people.signIn(people.admin("Ada"));
        networks.change("127.0.0.0/8");
    }

    @AfterEach
    void stop() throws Exception {
        queue.settled().get(1, TimeUnit.MINUTES);
        receiver.close();
    }

    private NewSecret webhook(WebhookEvent... events) {
        return webhook(receiver.address(), events);
    }

    private NewSecret webhook(String address, WebhookEvent... events) {
        return webhook("Pipeline", address, events);
    }

    private NewSecret webhook(String name, String address, WebhookEvent... events) {
        return webhooks.add(new WebhookDraft(name, address, WebhookFormat.STANDARD, EnumSet.copyOf(List.of(events))));
    }

    private void comment() throws Exception {
        comments.write(THERE, "The left hand has six fingers.");
        queue.settled().get(1, TimeUnit.MINUTES);
    }

    private void look() {
        RunAs.run(queue::look);
        queue.settled().orTimeout(1, TimeUnit.MINUTES).join();
    }

    /** Until something that waits for its next attempt, or for its webhook to be tried again, is due. */
    private void lookAfter(Duration pause) {
        clock.advance(pause.plus(DeliveryWriter.QUIET));
        look();
    }

    private List<DeliveryLine> log(WebhookId id) {
        return deliveries.log(id, EVERYTHING, ListOrder.NEWEST, 0).getContent();
    }

    private DeliveryLine only(WebhookId id) {
        assertThat(log(id)).hasSize(1);
        return log(id).getFirst();
    }

    /** As a receiver does with the library of the specification. */
    private static void verify(String secret, Message message) throws WebhookVerificationException {
        new com.standardwebhooks.Webhook(secret)
                .verify(
                        message.body(),
                        HttpHeaders.of(
                                Map.of(
                                        "webhook-id", List.of(message.id()),
                                        "webhook-timestamp", List.of(message.timestamp()),
                                        "webhook-signature", List.of(message.signature())),
                                (name, value) -> true));
    }

    private void setClockToNow() {
        clock.advance(Duration.ofSeconds(
                Instant.now().getEpochSecond() - clock.instant().getEpochSecond()));
    }

    @Test
    void aMessageIsAcceptedByTheLibraryOfTheSpecification() throws Exception {
        setClockToNow();
        NewSecret secret = webhook(WebhookEvent.COMMENT_WRITTEN);
        comment();

        Message message = receiver.awaitMessage();

        verify(secret.secret(), message);
        assertThatThrownBy(() -> verify("whsec_" + "A".repeat(43) + "=", message))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(message.contentType()).isEqualTo("application/json");
        assertThat(message.type()).isEqualTo("comment.written");
        assertThat(message.json().path("version").asInt()).isOne();
        assertThat(Instant.parse(message.json().path("timestamp").asString())).isEqualTo(clock.instant());
        assertThat(message.json().path("data").path("by").path("name").asString())
                .isEqualTo("Ada");
        assertThat(message.json().path("data").path("subject").path("name").asString())
                .isEqualTo("Told thing");
        assertThat(message.body()).doesNotContain("six fingers");
        assertThat(only(secret.webhook())).satisfies(line -> {
            assertThat(line.state()).isEqualTo(DeliveryState.DELIVERED);
            assertThat(line.status()).isEqualTo(204);
            assertThat(line.attempts()).isOne();
        });
    }

    @Test
    void bothSecretsCountForADayAfterOneIsRotated() throws Exception {
        setClockToNow();
        NewSecret former = webhook(WebhookEvent.COMMENT_WRITTEN);
        NewSecret fresh = rotated(former.webhook());
        comment();

        Message both = receiver.awaitMessage();
        verify(former.secret(), both);
        verify(fresh.secret(), both);

        clock.advance(WebhookService.OVERLAP);
        comment();
        assertThat(receiver.awaitMessage().signature().split(" ")).hasSize(1);
        assertThat(webhooks.webhook(fresh.webhook()).formerSecretUntil()).isNull();
    }

    @Test
    void onlyWhatWasChosenIsSent() throws Exception {
        webhook(WebhookEvent.RUN_SUCCEEDED);
        comment();

        assertThat(receiver.messages()).isEmpty();
        assertThat(count("webhook_event")).isZero();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    @Test
    void nothingIsSentOfWhatDidNotHappen() throws Exception {
        webhook(WebhookEvent.COMMENT_WRITTEN);
        transaction.executeWithoutResult(status -> {
            comments.write(THERE, "Never mind.");
            status.setRollbackOnly();
        });
        queue.settled().get(1, TimeUnit.MINUTES);

        assertThat(receiver.messages()).isEmpty();
        assertThat(count("webhook_delivery")).isZero();
    }

    @Test
    void whatFailsIsTriedAgainWithTheSameIdAndLaterEachTime() throws Exception {
        receiver.answers(500, 503);
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        comment();
        assertThat(only(id).state()).isEqualTo(DeliveryState.WAITING);
        assertThat(only(id).status()).isEqualTo(500);
        assertThat(webhooks.webhook(id).failingSince()).isEqualTo(clock.instant());

        look();
        assertThat(receiver.messages()).as("before it is due").hasSize(1);
        lookAfter(Duration.ofSeconds(5));
        assertThat(receiver.messages()).hasSize(2);
        lookAfter(Duration.ofSeconds(5));
        assertThat(receiver.messages()).as("five minutes are not over").hasSize(2);
        lookAfter(Duration.ofMinutes(5));

        assertThat(receiver.messages())
                .hasSize(3)
                .extracting(Message::id)
                .containsOnly(receiver.messages().getFirst().id());
        assertThat(receiver.messages()).extracting(Message::timestamp).doesNotHaveDuplicates();
        assertThat(only(id).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(webhooks.webhook(id).failingSince()).isNull();
    }

    @Test
    void afterThreeDaysOfFailuresTheWebhookIsPausedAndAdminsAreNotified() throws Exception {
        people.admin("Ines");
        receiver.alwaysAnswers(500);
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        comment();

        for (int retry = 1; retry <= 9; retry++) {
            assertThat(webhooks.webhook(id).pause()).isNull();
            lookAfter(RetrySchedule.after(retry, only(id).event()).orElseThrow());
        }

        assertThat(receiver.messages()).hasSize(10);
        assertThat(only(id).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(webhooks.webhook(id).pause())
                .satisfies(pause -> assertThat(pause.words())
                        .isEqualTo("Understudy paused it: No message could be delivered for three days."));
        people.signIn(people.admin("Ines"));
        assertThat(inbox.page(true, 0).notices()).singleElement().satisfies(entry -> {
            assertThat(entry.notice().title()).isEqualTo("Webhook “Pipeline” is paused");
            assertThat(entry.notice().path()).isEqualTo("webhooks/" + id.value());
        });
    }

    @Test
    void aReceiverThatIsGoneIsSentNothingMore() throws Exception {
        receiver.answers(410);
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        comment();
        comment();

        assertThat(receiver.messages()).hasSize(1);
        assertThat(only(id).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(webhooks.webhook(id).pause())
                .satisfies(pause -> assertThat(pause.reason()).contains("410 Gone"));
    }

    @Test
    void aWebhookThatDoesNotAnswerKeepsNoOtherWaiting() throws Exception {
        receiver.alwaysAnswers(500);
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        comment();
        comment();
        comment();
        look();
        assertThat(receiver.messages()).as("one attempt a minute").hasSize(1);

        receiver.alwaysAnswers(200);
        lookAfter(Duration.ofSeconds(5));
        look();

        assertThat(log(id)).hasSize(3).allMatch(line -> line.state() == DeliveryState.DELIVERED);
    }

    @Test
    void aPausedWebhookIsSentWhatWaitedWhenItIsResumed() throws Exception {
        receiver.answers(500);
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        comment();
        webhooks.pause(id, webhooks.webhook(id).rowVersion());
        comment();
        lookAfter(Duration.ofHours(1));
        assertThat(receiver.messages()).hasSize(1);
        assertThatThrownBy(() -> deliveries.test(id)).isInstanceOf(DomainException.Conflict.class);

        webhooks.resume(id, webhooks.webhook(id).rowVersion());
        look();

        assertThat(only(id).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(receiver.messages()).hasSize(2);
    }

    @Test
    @Tag("twice")
    void whatANodeDiedOverIsSentByAnotherOne() throws Exception {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        waiting(id);
        assertThat(claims.take("webhooks", queue.subject(id))).isOne();

        look();
        assertThat(receiver.messages()).as("while the other node may live").isEmpty();
        clock.advance(LONGER_THAN_LEASE);
        look();

        assertThat(receiver.messages()).hasSize(1);
        assertThat(only(id).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void whatStopsTheServerEachTimeCountsAsAFailedAttempt() throws Exception {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        waiting(id);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(claims.take("webhooks", queue.subject(id))).isEqualTo(attempt);
            clock.advance(LONGER_THAN_LEASE);
        }

        look();

        assertThat(receiver.messages()).isEmpty();
        assertThat(only(id).answer()).contains("stopped 3 times");
        assertThat(only(id).state()).isEqualTo(DeliveryState.WAITING);
    }

    /** As if the server had been killed after the commit. */
    private DeliveryKey waiting(WebhookId id) throws Exception {
        receiver.answers(500);
        comment();
        DeliveryLine line = only(id);
        jdbc.sql("update webhook_delivery set due_at = happened_at, attempts = 0")
                .update();
        jdbc.sql("delete from webhook_health").update();
        receiver.forget();
        return new DeliveryKey(line.event(), id);
    }

    @Test
    void twoNodesSendEachMessageOnce() {
        webhook(WebhookEvent.COMMENT_WRITTEN);
        DeliveryQueue other = new DeliveryQueue(writer, sender, new SimpleMeterRegistry(), claims, false);
        DeliveryQueue third = new DeliveryQueue(writer, sender, new SimpleMeterRegistry(), claims, false);
        try {
            transaction.executeWithoutResult(
                    status -> IntStream.range(0, 40).forEach(number -> comments.write(THERE, "Comment " + number)));
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> RunAs.run(other::look), BackgroundThreads.virtual()),
                            CompletableFuture.runAsync(() -> RunAs.run(third::look), BackgroundThreads.virtual()),
                            queue.settled())
                    .join();
            other.settled().join();
            third.settled().join();
            look();
        } finally {
            other.destroy();
            third.destroy();
        }

        assertThat(receiver.messages()).hasSize(40).extracting(Message::id).doesNotHaveDuplicates();
    }

    @Test
    void aTestIsSentOnceAndItsAnswerIsShown() {
        receiver.answers(400, "No such channel\n\n" + "x".repeat(100_000));
        WebhookId id = webhook(WebhookEvent.RUN_FAILED).webhook();

        DeliveryLine answer = deliveries.test(id);

        assertThat(answer.state()).isEqualTo(DeliveryState.FAILED);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.answer()).startsWith("No such channel x").hasSizeLessThanOrEqualTo(500);
        lookAfter(Duration.ofDays(1));
        assertThat(receiver.messages()).hasSize(1);
        assertThat(deliveries.test(id).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(receiver.messages().getLast().type()).isEqualTo("webhook.test");
    }

    @Test
    void aMessageIsSentAgainAsTheSameMessage() throws Exception {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        comment();

        deliveries.sendAgain(new DeliveryKey(only(id).event(), id));
        queue.settled().get(1, TimeUnit.MINUTES);

        assertThat(receiver.messages())
                .hasSize(2)
                .extracting(Message::id)
                .containsOnly(only(id).event().toString());
        assertThat(only(id).attempts()).isOne();
        assertThat(jdbc.sql("select verb from audit_row where verb like 'webhook.%' order by sequence")
                        .query(String.class)
                        .list())
                .containsExactly("webhook.added", "webhook.message-repeated");
    }

    @Test
    void theLogIsSearchedAndSorted() throws Exception {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        for (int number = 0; number < 3; number++) {
            comments.write(THERE, "Comment " + number);
            clock.advance(Duration.ofMinutes(1));
        }
        queue.settled().get(1, TimeUnit.MINUTES);

        assertThat(deliveries.log(id, EVERYTHING, ListOrder.OLDEST, 0).getContent())
                .hasSize(3)
                .isEqualTo(deliveries
                        .log(id, EVERYTHING, ListOrder.NEWEST, 0)
                        .getContent()
                        .reversed());
        SearchText type = new SearchText(WebhookEvent.COMMENT_WRITTEN.type());
        assertThat(deliveries.log(id, type, ListOrder.NEWEST, 0).getTotalElements())
                .isEqualTo(3);
        assertThat(deliveries
                        .log(id, new SearchText("100% else"), ListOrder.NEWEST, 0)
                        .getTotalElements())
                .isZero();
    }

    @Test
    @Tag("twice")
    void theLogIsReadInPagesAndForgottenAfterAMonth() throws Exception {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        for (int number = 0; number < 30; number++) {
            comments.write(THERE, "Comment " + number);
            clock.advance(Duration.ofMinutes(1));
        }
        queue.settled().get(1, TimeUnit.MINUTES);
        assertThat(deliveries.log(id, EVERYTHING, ListOrder.NEWEST, 0).getTotalElements())
                .isEqualTo(30);
        assertThat(deliveries.log(id, EVERYTHING, ListOrder.NEWEST, 0).getContent())
                .hasSize(25)
                .isSortedAccordingTo((one, next) -> next.happenedAt().compareTo(one.happenedAt()));
        assertThat(deliveries.log(id, EVERYTHING, ListOrder.NEWEST, 1).getContent())
                .hasSize(5);

        clock.advance(DeliveryService.KEPT.minus(Duration.ofMinutes(15)));
        RunAs.run(deliveries::forgetOld);

        assertThat(deliveries.log(id, EVERYTHING, ListOrder.NEWEST, 0).getTotalElements())
                .isEqualTo(15);
    }

    @Test
    @Tag("attack")
    void aPrivateAddressIsReachedOnlyWhereItsNetworkIsAllowed() {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        networks.change("10.0.0.0/8");

        assertThat(deliveries.test(id).answer()).contains("leads to a machine that this server does not send to");
        assertThat(receiver.messages()).isEmpty();
        networks.change("10.0.0.0/8\n 127.0.0.1/32 \n");
        assertThat(deliveries.test(id).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @ParameterizedTest
    @Tag("attack")
    @ValueSource(strings = {"localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"})
    void noWayToWriteAnAddressLeadsToThisComputer(String host) {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        networks.change("");
        WebhookCard card = webhooks.webhook(id);
        assertThatCode(() -> webhooks.change(
                        id,
                        card.rowVersion(),
                        new WebhookDraft(
                                card.name(), receiver.address(host), card.format(), Set.of(WebhookEvent.RUN_FAILED))))
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(DomainException.RuleViolation.class));

        assertThat(deliveries.test(id).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(receiver.messages()).isEmpty();
    }

    @Test
    @Tag("attack")
    void noMessageFollowsARedirect() {
        try (FakeReceiver elsewhere = new FakeReceiver()) {
            receiver.sendsOn(elsewhere.address());
            WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();

            assertThat(deliveries.test(id).answer())
                    .isEqualTo("It sends messages on to " + elsewhere.address().replace("/hook", "")
                            + ". Enter the address that they arrive at.");
            assertThat(elsewhere.messages()).isEmpty();
        }
    }

    @Test
    void aWebhookToWhichNothingCanBeSentKeepsNoOtherWaiting() throws Exception {
        WebhookId broken = webhook("Broken", receiver.address(), WebhookEvent.COMMENT_WRITTEN)
                .webhook();
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        secrets.keep(new SecretName("webhook." + broken.value() + ".address"), "https://127.0.0.1:99999/");

        comment();

        assertThat(only(id).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(only(broken).answer()).startsWith("It cannot be sent: ");
        assertThat(only(broken).attempts()).isOne();
        lookAfter(Duration.ofHours(1));
        assertThat(only(broken).attempts()).isEqualTo(2);
    }

    @Test
    void aReceiverThatDoesNotAnswerKeepsNoOtherWaiting() throws Exception {
        try (FakeReceiver slow = new FakeReceiver().holdsAnswers()) {
            WebhookId held = webhook("Slow", slow.address(), WebhookEvent.COMMENT_WRITTEN)
                    .webhook();
            comments.write(THERE, "First");
            slow.awaitMessage();
            webhook(WebhookEvent.COMMENT_WRITTEN);
            comments.write(THERE, "Second");

            receiver.awaitMessage();

            assertThat(log(held)).hasSize(2).allMatch(line -> line.attempts() == 0);
            assertThat(slow.messages()).as("one at a time to each").hasSize(1);
        }
    }

    @Test
    void aTestWaitsForNothingElse() throws Exception {
        receiver.answers(500);
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        comment();
        assertThat(claims.take("webhooks", queue.subject(id))).isOne();

        assertThat(deliveries.test(id).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    private void attempted(Delivery delivery, int status) {
        RunAs.run(() -> writer.attempted(delivery, new DeliveryAnswer(status, "", Duration.ZERO)));
    }

    private Delivery next(WebhookId id) {
        return RunAs.get(() -> writer.next(id)).orElseThrow();
    }

    @Test
    void aMessageThatArrivedHasArrivedWhateverASecondAttemptSays() throws Exception {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        waiting(id);
        Delivery twice = next(id);

        attempted(twice, 500);
        attempted(twice, 204);
        attempted(twice, 500);

        assertThat(only(id).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(webhooks.webhook(id).failingSince()).isNull();
    }

    @Test
    void whatWasSentBeforeSaysNothingOfWhatIsSentAgain() throws Exception {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        DeliveryKey key = waiting(id);
        Delivery before = next(id);

        transaction.executeWithoutResult(status -> {
            deliveries.sendAgain(key);
            attempted(before, 204);
        });
        queue.settled().get(1, TimeUnit.MINUTES);

        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void aWebhookThatIsDeletedAtTheSameMomentUndoesNothingThatHappens() {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        CompletableFuture<Void> written = new CompletableFuture<>();

        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from webhook where id = ?").param(id.value()).update();
            BackgroundThreads.startAsCaller("comment", () -> {
                try {
                    comments.write(THERE, "Written meanwhile.");
                    written.complete(null);
                } catch (RuntimeException problem) {
                    written.completeExceptionally(problem);
                }
            });
            assertThat(written).succeedsWithin(1, TimeUnit.MINUTES);
        });
        look();

        RunAs.run(metrics::sample);
        assertThat(meters.get("understudy.webhook.waiting").gauge().value()).isZero();
    }

    @Test
    void aReceiverSaysWhenItIsToBeTriedAgain() throws Exception {
        receiver.asksToWait(429, Duration.ofHours(2));
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        comment();
        assertThat(only(id).dueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));

        comment();
        lookAfter(Duration.ofHours(1));
        assertThat(receiver.messages()).as("others wait, too").hasSize(1);
        lookAfter(Duration.ofHours(1));

        assertThat(receiver.messages()).hasSize(3);
    }

    @Test
    void aFirstFailureIsTriedAgainAfterSeconds() throws Exception {
        receiver.answers(500, 500);
        webhook(WebhookEvent.COMMENT_WRITTEN);
        comment();
        clock.advance(Duration.ofSeconds(6));
        look();
        assertThat(receiver.messages()).hasSize(2);

        comment();
        clock.advance(Duration.ofSeconds(6));
        look();
        assertThat(receiver.messages()).as("a minute is not over").hasSize(2);
    }

    @Test
    void eachFormerSecretCountsForADayOfItsOwn() throws Exception {
        setClockToNow();
        NewSecret first = webhook(WebhookEvent.COMMENT_WRITTEN);
        clock.advance(Duration.ofHours(1));
        NewSecret second = rotated(first.webhook());
        clock.advance(Duration.ofHours(1));
        rotated(first.webhook());

        comment();
        assertThat(signatures(receiver.awaitMessage())).hasSize(3);
        clock.advance(Duration.ofHours(23));
        comment();
        Message message = receiver.awaitMessage();
        assertThat(signatures(message)).hasSize(2);
        assertThat(signatures(message)).contains(signature(second.secret(), message));
    }

    @Test
    void ofTwoWhoSawTheSameWebhookOnlyOneRotatesItsSecretOrPausesIt() {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        long seen = webhooks.webhook(id).rowVersion();
        webhooks.rotateSecret(id, seen);

        assertThatThrownBy(() -> webhooks.rotateSecret(id, seen)).isInstanceOf(DomainException.Conflict.class);
        assertThatThrownBy(() -> webhooks.pause(id, seen)).isInstanceOf(DomainException.Conflict.class);

        long now = webhooks.webhook(id).rowVersion();
        webhooks.pause(id, now);
        assertThatThrownBy(() -> webhooks.pause(id, now)).hasMessage("This webhook is paused already.");
        assertThatThrownBy(() -> webhooks.resume(id, now)).isInstanceOf(DomainException.Conflict.class);
    }

    private NewSecret rotated(WebhookId id) {
        return webhooks.rotateSecret(id, webhooks.webhook(id).rowVersion());
    }

    private static List<String> signatures(Message message) {
        return List.of(message.signature().split(" "));
    }

    private static String signature(String secret, Message message) throws Exception {
        return new com.standardwebhooks.Webhook(secret)
                .sign(message.id(), Long.parseLong(message.timestamp()), message.body());
    }

    /** As if the key that seals had been lost: what is sealed for one name is not opened for another. */
    private void loseSecret(WebhookId id) {
        jdbc.sql("update secret set sealed = (select sealed from secret where name = ?) where name = ?")
                .params("webhook." + id.value() + ".address", "webhook." + id.value())
                .update();
    }

    @Test
    void nothingIsSentUnsignedAndANewSecretHelps() throws Exception {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        loseSecret(id);
        comment();
        assertThat(receiver.messages()).isEmpty();
        assertThat(only(id).answer()).contains("was sealed with another key");

        clock.advance(Duration.ofSeconds(1));
        long seen = webhooks.webhook(id).rowVersion();
        NewSecret fresh = webhooks.rotateSecret(id, seen);
        assertThatThrownBy(() -> webhooks.rotateSecret(id, seen)).isInstanceOf(DomainException.Conflict.class);
        assertThat(fresh.formerCounts()).isFalse();
        assertThat(webhooks.webhook(id).formerSecretUntil()).isNull();
        lookAfter(Duration.ofSeconds(5));
        Message message = receiver.awaitMessage();
        assertThat(signatures(message)).containsExactly(signature(fresh.secret(), message));

        jdbc.sql("delete from secret where name = ?")
                .param("webhook." + id.value())
                .update();
        assertThat(deliveries.test(id).answer()).contains("nothing is sent unsigned");
        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void anAddressThatIsNotEnteredAgainStaysAsItIs() throws Exception {
        WebhookId id = webhook(WebhookEvent.COMMENT_WRITTEN).webhook();
        WebhookCard card = webhooks.webhook(id);

        webhooks.change(id, card.rowVersion(), new WebhookDraft("Renamed", " ", WebhookFormat.SLACK, card.events()));
        comment();

        assertThat(webhooks.webhook(id).address()).isEqualTo(card.address());
        assertThat(receiver.awaitMessage().signature()).as("chats check none").isEmpty();
    }
}
