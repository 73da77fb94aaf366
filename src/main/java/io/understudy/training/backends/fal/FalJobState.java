package io.understudy.training.backends.fal;

import io.understudy.providers.fal.FalTicket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the next worker must know about a request, as the text that is kept with the run.
 *
 * @param stage how far it got
 * @param ticket null while no answer to the submit has come
 * @param requestId of a request that a person found at fal, whose ticket is still to be made; else null
 * @param lora address of the result; null before it is known
 */
record FalJobState(
        Stage stage,
        @Nullable FalTicket ticket,
        @Nullable String requestId,
        @Nullable String lora) {
    enum Stage {
        /** The submit is on its way: if nothing follows, nobody knows whether it arrived. */
        SENDING,
        ACCEPTED,
        /** Nothing at fal can become this run's result: it is sent again where a person wants that. */
        OVER
    }

    static final FalJobState SENDING = new FalJobState(Stage.SENDING, null, null, null);
    static final FalJobState OVER = new FalJobState(Stage.OVER, null, null, null);

    static FalJobState over(FalTicket ticket) {
        return new FalJobState(Stage.OVER, ticket, null, null);
    }

    static FalJobState accepted(FalTicket ticket) {
        return new FalJobState(Stage.ACCEPTED, ticket, null, null);
    }

    static FalJobState found(String requestId) {
        return new FalJobState(Stage.ACCEPTED, null, requestId, null);
    }

    Optional<String> request() {
        return stage != Stage.ACCEPTED
                ? Optional.empty()
                : Optional.ofNullable(ticket == null ? requestId : ticket.requestId());
    }

    FalJobState delivered(String address) {
        return new FalJobState(stage, ticket, requestId, address);
    }

    String text() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    static Optional<FalJobState> read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readValue(text, FalJobState.class));
        } catch (JacksonException damaged) {
            throw new IllegalStateException("The note on the request at fal.ai cannot be read: " + text, damaged);
        }
    }
}
