package io.understudy.training.backend.fal;

import io.understudy.fal.FalProblem;
import io.understudy.training.backend.BackendProblem;
import io.understudy.training.backend.RunReporter;

/** Why a job at fal.ai failed, as its run says it. */
final class FalWords {
    private FalWords() {}

    static BackendProblem of(FalProblem problem) {
        return new BackendProblem(problem.words(), problem.advice(), problem);
    }

    /** As {@link #of(FalProblem)} for a request that fal had accepted: for its own faults it charges nothing. */
    static BackendProblem of(FalProblem.Refused refused, RunReporter reporter) {
        if (refused.isFalsFault()) {
            reporter.notCharged();
        }
        return of(refused);
    }
}
