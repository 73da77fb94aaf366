package io.understudy.providers.fal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Wishes to stop requests that outlive a server, as rows do; asked for when a test says so. */
public final class OwedCancels implements FalCancels {
    private static final int MOST_TRIES = 10;

    private record Owed(FalTicket ticket, String reference, Instant since) {}

    private final Map<String, Owed> owed = new LinkedHashMap<>();
    private boolean gaveUp;
    private final FalClient client;
    private final InstantSource clock;
    private final BiConsumer<String, String> takenOut;

    /** @param takenOut called with reference and request */
    public OwedCancels(FalClient client, InstantSource clock, BiConsumer<String, String> takenOut) {
        this.client = client;
        this.clock = clock;
        this.takenOut = takenOut;
    }

    @Override
    public void stop(FalTicket ticket, String reference) {
        owed.putIfAbsent(ticket.requestId(), new Owed(ticket, reference, clock.instant()));
    }

    @Override
    public void stopNow(FalTicket ticket, String reference) {
        stop(ticket, reference);
        ask(ticket.requestId());
    }

    @Override
    public void withdraw(FalTicket ticket) {
        owed.remove(ticket.requestId());
    }

    /** Whether fal did not know a request for so long that nothing more was tried. */
    public boolean gaveUp() {
        return gaveUp;
    }

    /** As the minutes pass: a connection may break without any fault that was planned. */
    public void askUntilAnswered() {
        for (int time = 0; time < MOST_TRIES && !owed.isEmpty(); time++) {
            askForAll();
        }
    }

    public void askForAll() {
        List.copyOf(owed.keySet()).forEach(this::ask);
    }

    private void ask(String request) {
        Owed wish = owed.get(request);
        if (wish == null) {
            return;
        }
        FalCancels.Answer answer;
        try {
            answer = client.cancel(wish.ticket());
        } catch (FalProblem problem) {
            return;
        }
        Duration age = Duration.between(wish.since(), clock.instant());
        if (answer == FalCancels.Answer.UNKNOWN && age.compareTo(FalRequestPolling.UNKNOWN_AT_FIRST) < 0) {
            return;
        }
        owed.remove(request);
        gaveUp |= answer == FalCancels.Answer.UNKNOWN;
        if (answer == FalCancels.Answer.TAKEN_OUT) {
            takenOut.accept(wish.reference(), request);
        }
    }
}
