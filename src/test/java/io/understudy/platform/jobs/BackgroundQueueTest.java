package io.understudy.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.understudy.platform.outages.Dependency;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@StudioTest
@Tag("twice")
class BackgroundQueueTest {
    @Autowired
    JobClaimRepository claims;

    @Autowired
    JobProperties properties;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    SettableClock clock;

    private final List<String> waiting = Collections.synchronizedList(new ArrayList<>());
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final List<Node> nodes = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    private static final class StoreAway extends RuntimeException implements Dependency.NoAnswer {
        @Override
        public Dependency from() {
            return Dependency.OBJECT_STORE;
        }
    }

    private final class Node extends BackgroundQueue<String> {
        Node() {
            this(false, 1);
        }

        Node(boolean enabled, int atOnce) {
            super("test", claims, enabled, atOnce);
            nodes.add(this);
        }

        @Override
        protected Duration patience() {
            return Duration.ofMinutes(1);
        }

        @Override
        protected List<String> waiting() {
            synchronized (waiting) {
                return List.copyOf(waiting);
            }
        }

        @Override
        protected String subject(String job) {
            return job;
        }

        @Override
        protected void perform(String job) {
            if (job.equals("broken")) {
                throw new IllegalStateException("as expected");
            }
            if (job.equals("away")) {
                throw new StoreAway();
            }
            if (job.startsWith("slow")) {
                begun.complete(null);
                awaitRelease();
            }
            if (job.equals("later")) {
                throw new NotNow(new IllegalStateException("as expected"));
            }
            if (waiting.contains(job)) {
                done.add(job);
                waiting.remove(job);
            }
        }

        private void awaitRelease() {
            try {
                release.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        protected void giveUp(String job) {
            waiting.remove(job);
        }
    }

    @AfterEach
    void close() {
        release.countDown();
        nodes.forEach(BackgroundQueue::stop);
        nodes.forEach(BackgroundQueue::destroy);
    }

    @Test
    void twoNodesDoEachJobOnce() {
        IntStream.range(0, 60).forEach(number -> waiting.add("job " + number));
        Node one = new Node();
        Node other = new Node();

        CompletableFuture.allOf(
                        CompletableFuture.runAsync(one::look, BackgroundThreads.virtual()),
                        CompletableFuture.runAsync(other::look, BackgroundThreads.virtual()))
                .join();
        one.look();

        assertThat(done).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void aJobIsDoneAfterTheCommitAndNeverAfterARollback() throws Exception {
        Node node = new Node();
        waiting.addAll(List.of("kept", "rolled back"));
        transaction.executeWithoutResult(status -> {
            node.add("kept");
            assertThat(node.settled()).succeedsWithin(2, TimeUnit.MINUTES);
            assertThat(done).isEmpty();
        });
        transaction.executeWithoutResult(status -> {
            node.add("rolled back");
            status.setRollbackOnly();
        });
        node.settled().get(2, TimeUnit.MINUTES);

        assertThat(done).containsExactly("kept");
    }

    @Test
    void whatFailsIsTriedAgainLaterAndGivenUpInTheEnd() {
        Node node = new Node();
        waiting.add("broken");
        for (int attempt = 0; attempt < BackgroundQueue.MOST_ATTEMPTS; attempt++) {
            assertThatThrownBy(node::look).hasMessage("as expected");
            node.look();
            clock.advance(BackgroundQueue.AFTER_FAILURE);
        }

        node.look();

        assertThat(waiting).isEmpty();
    }

    @Test
    void whatIsPutOffIsTriedAgainAndAgainWithoutEnd() {
        Node node = new Node();
        waiting.add("later");
        for (int look = 0; look < 5; look++) {
            node.look();
            assertThat(claims.take("test", "later")).isZero();
            clock.advance(BackgroundQueue.AFTER_FAILURE);
        }

        assertThat(waiting).containsExactly("later");
        assertThat(claims.take("test", "later")).isOne();
    }

    @Test
    void aClaimThatIsRenewedOutlivesItsLease() {
        Duration most = properties.lease().minusSeconds(1);
        assertThat(claims.take("test", "long")).isOne();
        clock.advance(most);

        claims.renew("test", "long");
        clock.advance(most);

        assertThat(claims.take("test", "long")).isZero();
    }

    @Test
    void aJobThatFailsKeepsNoOtherWaiting() {
        Node node = new Node();
        waiting.addAll(List.of("first", "broken", "last"));

        assertThatThrownBy(node::look).hasMessage("as expected");

        assertThat(done).containsExactly("first", "last");
    }

    /** Otherwise an outage would count against every job that waits. */
    @Test
    void noOtherJobIsBegunWhileWhatAllNeedIsAway() {
        Node node = new Node();
        waiting.addAll(List.of("away", "other"));

        assertThatThrownBy(node::look).isInstanceOf(StoreAway.class);

        assertThat(done).isEmpty();
        assertThat(claims.take("test", "other")).isOne();
    }

    @Test
    void aStopLetsWhatHasBegunEndAndBeginsNothing() throws Exception {
        Node node = new Node(true, 1);
        node.start();
        waiting.addAll(List.of("slow", "next"));
        node.add("slow");
        node.add("next");
        begun.get(2, TimeUnit.MINUTES);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(node::stop, BackgroundThreads.virtual());
        await().until(() -> !node.isRunning());
        assertThat(claims.take("test", "slow"))
                .as("what another node may begin")
                .isZero();
        assertThat(stopped).isNotDone();
        release.countDown();

        assertThat(stopped).succeedsWithin(2, TimeUnit.MINUTES);
        assertThat(done).containsExactly("slow");
        assertThat(waiting).containsExactly("next");
    }

    @Test
    void aSlowJobKeepsNoOtherWaitingWhereSeveralAreDoneAtATime() throws Exception {
        Node node = new Node(false, 2);
        waiting.addAll(List.of("slow", "quick"));
        node.add("slow");
        begun.get(2, TimeUnit.MINUTES);
        node.add("slow");
        node.add("quick");

        await().untilAsserted(() -> assertThat(done).containsExactly("quick"));
        release.countDown();
        node.settled().get(2, TimeUnit.MINUTES);

        assertThat(done).containsExactly("quick", "slow");
        assertThat(claims.take("test", "slow")).isOne();
    }
}
