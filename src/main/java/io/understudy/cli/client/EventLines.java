package io.understudy.cli.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The lines of a stream of events: they arrive on the connection's thread and are read on the one that waits. */
final class EventLines implements Flow.Subscriber<String> {
    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();
    private final ServerEvent.Lines events;

    EventLines(String last) {
        this.events = new ServerEvent.Lines(last);
    }

    long count() {
        return count.get();
    }

    void drain(Consumer<ServerEvent> each) {
        for (String line = arrived.poll(); line != null; line = arrived.poll()) {
            events.add(line).ifPresent(each);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        arrived.add(line);
        count.incrementAndGet();
    }

    @Override
    public void onError(Throwable lost) {
        // The request fails with it.
    }

    @Override
    public void onComplete() {
        // So does the request.
    }
}
