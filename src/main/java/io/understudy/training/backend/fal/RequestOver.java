package io.understudy.training.backend.fal;

import io.understudy.fal.FalProblem;
import io.understudy.fal.FalTicket;
import io.understudy.training.backend.BackendProblem;

/** fal accepted the request and says itself that it ended without a result: only another request can bring one. */
class RequestOver extends BackendProblem {
    private final FalTicket ticket;

    RequestOver(FalProblem.Refused why, FalTicket ticket) {
        super(why.words(), why.advice(), why);
        this.ticket = ticket;
    }

    FalMemo memo() {
        return FalMemo.over(ticket);
    }
}
