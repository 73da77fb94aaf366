package io.understudy.providers.fal;

import io.understudy.platform.core.RunAs;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import java.util.function.IntSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** How many requests this server has at fal at the same time: no more than its account may have. */
@Component
public class FalPlaces {
    /** A new account may have two; what is over that waits in fal's queue or is refused. */
    static final Setting CONCURRENCY = Setting.number("fal.concurrency", 2);

    private static final long LOOK_AGAIN = 1000;

    private final IntSupplier most;
    private int taken;

    /** A request at fal, until it is over or no longer followed here. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    @Autowired
    FalPlaces(SettingsService settings) {
        this(() -> RunAs.get(() -> settings.number(CONCURRENCY)));
    }

    public FalPlaces(IntSupplier most) {
        this.most = most;
    }

    public int most() {
        return most.getAsInt();
    }

    /**
     * Waits for a place for a new request.
     *
     * @param goOn called every second of the wait; throws when the request is no longer wanted
     */
    public synchronized Place await(Runnable goOn) throws InterruptedException {
        while (taken >= most.getAsInt()) {
            goOn.run();
            wait(LOOK_AGAIN);
        }
        return take();
    }

    /** For a request that fal has already, or that the queue has counted. */
    public synchronized Place take() {
        taken++;
        return this::free;
    }

    private synchronized void free() {
        taken--;
        notifyAll();
    }
}
