package io.understudy.providers.fal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** What goes wrong at {@link FakeFal}: answers that are replaced, held back or cut off. Calls are named there. */
public final class FakeFaults {
    /** A hundredth of a second each. */
    private static final int LONGEST_STALL = 3_000;

    private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

    private final Map<String, Deque<FakeAnswer>> instead = new ConcurrentHashMap<>();
    private final Map<String, Deque<FakeAnswer>> garbled = new ConcurrentHashMap<>();
    private final Map<String, FakeAnswer> always = new ConcurrentHashMap<>();
    private final List<Hold> holds = new CopyOnWriteArrayList<>();
    private final List<String> stalled = new CopyOnWriteArrayList<>();
    private final List<String> cutOff = new CopyOnWriteArrayList<>();

    /** An answer that is held back until the test lets it go; what the request does has happened already. */
    public final class Hold {
        private final String call;
        private final boolean once;
        private final AtomicBoolean taken = new AtomicBoolean();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        Hold(String call, boolean once) {
            this.call = call;
            this.once = once;
        }

        public void awaitReached() throws InterruptedException {
            if (!reached.await(LONGEST_HOLD.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody made the call " + call);
            }
        }

        public void letGo() {
            holds.remove(this);
            free.countDown();
        }

        private boolean catches(String made) {
            return call.equals(made) && (!once || taken.compareAndSet(false, true));
        }

        private void keep() {
            reached.countDown();
            try {
                if (!free.await(LONGEST_HOLD.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Nobody let the call " + call + " go");
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void answerOnce(String call, FakeAnswer answer) {
        instead.computeIfAbsent(call, name -> new ArrayDeque<>()).add(answer);
    }

    void answerAlways(String call, FakeAnswer answer) {
        always.put(call, answer);
    }

    void stallOnce(String call) {
        stalled.add(call);
    }

    boolean stalls(String call) {
        return stalled.remove(call);
    }

    /** Sends the beginning of an answer, until the other side breaks the connection. */
    static void stall(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try {
            for (int line = 0; line < LONGEST_STALL; line++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(10_000_000);
            }
        } catch (IOException closed) {
            // That is what a client does which has waited long enough.
        }
    }

    void garbleOnce(String call, FakeAnswer answer) {
        garbled.computeIfAbsent(call, name -> new ArrayDeque<>()).add(answer);
    }

    /** What is answered now in place of the truth, after the call took effect. */
    Optional<FakeAnswer> garbled(String call) {
        Deque<FakeAnswer> answers = garbled.get(call);
        return Optional.ofNullable(answers == null ? null : answers.pollFirst());
    }

    void recover() {
        garbled.clear();
        always.clear();
        instead.clear();
        cutOff.clear();
    }

    void cutOffOnce(String call) {
        cutOff.add(call);
    }

    Hold hold(String call, boolean once) {
        Hold hold = new Hold(call, once);
        holds.add(hold);
        return hold;
    }

    Optional<FakeAnswer> replaced(String call) {
        Deque<FakeAnswer> answers = instead.get(call);
        FakeAnswer once = answers == null ? null : answers.pollFirst();
        return Optional.ofNullable(once != null ? once : always.get(call));
    }

    void holdBack(String call) {
        holds.stream().filter(hold -> hold.catches(call)).forEach(Hold::keep);
    }

    /** Whether the connection breaks now instead of an answer. */
    boolean cutsOff(String call) {
        return cutOff.remove(call);
    }

    void letEverythingGo() {
        holds.forEach(Hold::letGo);
    }

    void forget() {
        letEverythingGo();
        recover();
    }
}
