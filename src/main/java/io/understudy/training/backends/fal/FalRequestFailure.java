package io.understudy.training.backends.fal;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.fal.FalProblem;
import io.understudy.providers.fal.FalTicket;

/** fal accepted the request and says itself that it ended without a result: only another request can bring one. */
class FalRequestFailure extends JobFailure {
    private final FalTicket ticket;

    FalRequestFailure(FalProblem.Refused why, FalTicket ticket) {
        super(why.words(), why.advice(), why);
        this.ticket = ticket;
    }

    FalJobState memo() {
        return FalJobState.over(ticket);
    }
}
