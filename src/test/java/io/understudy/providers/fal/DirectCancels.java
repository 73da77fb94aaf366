package io.understudy.providers.fal;

/** Asks fal to stop a request at once, and forgets it. */
public record DirectCancels(FalClient client) implements FalCancels {
    @Override
    public void stop(FalTicket ticket, String reference) {
        client.cancel(ticket);
    }

    @Override
    public void stopNow(FalTicket ticket, String reference) {
        client.cancel(ticket);
    }

    @Override
    public void withdraw(FalTicket ticket) {}
}
