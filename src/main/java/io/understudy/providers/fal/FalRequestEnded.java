package io.understudy.providers.fal;

import java.util.UUID;

/**
 * fal said in a signed message that a request is over. How it ended is asked for in the usual way: a message is only
 * the occasion to look.
 *
 * @param reference what the request was submitted for, as given to {@link FalClient#submit}
 * @param requestId fal's name of the request
 */
public record FalRequestEnded(UUID reference, String requestId) {}
